//! Arabic.

use super::{Text, Words};

pub(super) const WORDS: Words = Words {
    nameless: "",
    button: "إعداد جهاز iPhone أو iPad",
    link_note: "إذا لم يعمل الزر، فافتح هذا العنوان على جهاز iPhone أو iPad:",
    qr_note: "هل تقرأ هذه الرسالة على كمبيوتر؟ وجّه كاميرا iPhone أو iPad نحو هذا الرمز.",
    code_note: "أو افتح {{enroll}} على الجهاز وأدخل الرمز {{code}}.",
    help_note: "لأي استفسار، يُرجى التواصل مع {{inviter}}.",
    sender_note: "أُرسلت هذه الرسالة بطلب من {{inviter}} نيابةً عن {{organization}}.",
    stranger_note: "إذا لم تكن تتوقع هذه الرسالة، فلا حاجة إلى فعل أي شيء.",
    until: "حتى {{weekday}} {{day}} {{month}} {{year}} الساعة {{time}} ({{zone}})",
    until_short: "حتى {{day2}}/{{month2}}/{{year}} {{time}}",
    always: "دون حد زمني",
    weekdays: ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"],
    months: [
        "يناير",
        "فبراير",
        "مارس",
        "أبريل",
        "مايو",
        "يونيو",
        "يوليو",
        "أغسطس",
        "سبتمبر",
        "أكتوبر",
        "نوفمبر",
        "ديسمبر",
    ],
};

pub(super) const INVITATION: Text = Text {
    subject: "إعداد جهاز iPhone أو iPad الخاص بك لدى {{organization}}",
    body: "
مرحبًا {{recipient}}،

تلقيت دعوة من {{inviter}} لإعداد جهاز iPhone أو iPad الخاص بك لدى {{organization}}.

يستغرق الأمر نحو خمس دقائق. أبقِ الجهاز في متناول يدك، وافتح هذه الصفحة **على جهاز iPhone أو iPad**:

{{link}}

ما الذي سيحدث:

- ترشدك الصفحة خطوة بخطوة إلى تثبيت *ملف تعريف الإدارة*، وتشرح كل خطوة قبل القيام بها.
- بواسطة ملف التعريف تستطيع {{organization}} إعداد البريد وشبكة Wi-Fi والتطبيقات على الجهاز من أجلك.
- توضح الصفحة أيضًا ما الذي يمكن أن تراه {{organization}} على الجهاز وما لا يمكنها رؤيته.

الرابط مخصص لك وحدك ويعمل {{expiry}}. يُرجى عدم مشاركته مع أحد.
",
    sms: "{{organization}}: يرجى إعداد iPhone أو iPad: {{link}} ({{expiry}})",
};

pub(super) const REMINDER: Text = Text {
    subject: "تذكير: إعداد جهاز iPhone أو iPad لدى {{organization}}",
    body: "
مرحبًا {{recipient}}،

تلقيت دعوة من {{inviter}} لإعداد جهاز iPhone أو iPad الخاص بك لدى {{organization}}، ولم يكتمل ذلك بعد. يستغرق الأمر نحو خمس دقائق.

افتح هذه الصفحة **على جهاز iPhone أو iPad**:

{{link}}

الرابط مخصص لك وحدك ويعمل {{expiry}}. إذا كان الجهاز قد أُعدّ في هذه الأثناء، فلا حاجة إلى فعل أي شيء.
",
    sms: "{{organization}}: تذكير بإعداد iPhone أو iPad: {{link}} ({{expiry}})",
};

pub(super) const CODE: Text = Text {
    subject: "رمزك لدى {{organization}}",
    body: "
مرحبًا {{recipient}}،

هذا رمزك لإعداد جهاز iPhone أو iPad لدى {{organization}}:

{{code}}

أدخله في الصفحة التي تطلبه دون غيرها. لن يطلبه منك أي شخص في {{organization}}. إذا لم تطلب رمزًا، فيمكنك تجاهل هذه الرسالة.
",
    sms: "{{code}} هو رمزك لدى {{organization}}. لا تشاركه مع أحد.",
};
