//! English.

use super::{Text, Words};

pub(super) const WORDS: Words = Words {
    nameless: "",
    button: "Set up my iPhone or iPad",
    link_note: "If the button does not work, open this address on the iPhone or iPad:",
    qr_note: "Reading this on a computer? Point the camera of the iPhone or iPad at this code.",
    code_note: "Or open {{enroll}} on the device and type the code {{code}}.",
    help_note: "Questions? Ask {{inviter}}.",
    sender_note: "{{inviter}} had this message sent for {{organization}}.",
    stranger_note: "If you did not expect it, you need not do anything.",
    until: "until {{weekday}}, {{day}} {{month}} {{year}} at {{time}} ({{zone}})",
    until_short: "until {{day}} {{month3}} {{year}}, {{time}}",
    always: "without a time limit",
    weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
};

pub(super) const INVITATION: Text = Text {
    subject: "Set up your iPhone or iPad for {{organization}}",
    body: "
Hello {{recipient}},

{{inviter}} invites you to set up your iPhone or iPad for {{organization}}.

It takes about five minutes. Keep the device at hand, and open this page **on the iPhone or iPad**:

{{link}}

What happens then:

- The page leads you to a *management profile*, step by step, and says what each step does before you take it.
- With the profile, {{organization}} can set up mail, Wi-Fi and apps on the device for you.
- The page also says what {{organization}} can see on the device, and what it cannot.

The link is meant for you alone and works {{expiry}}. Please do not pass it on.
",
    sms: "{{organization}}: please set up your iPhone or iPad here: {{link}} Works {{expiry}}.",
};

pub(super) const REMINDER: Text = Text {
    subject: "Reminder: set up your iPhone or iPad for {{organization}}",
    body: "
Hello {{recipient}},

{{inviter}} has invited you to set up your iPhone or iPad for {{organization}}, and that is still open. It takes about five minutes.

Open this page **on the iPhone or iPad**:

{{link}}

The link is meant for you alone and works {{expiry}}. If the device has been set up in the meantime, you need not do anything.
",
    sms: "{{organization}}: a reminder to set up your iPhone or iPad: {{link}} Works {{expiry}}.",
};

pub(super) const CODE: Text = Text {
    subject: "Your code for {{organization}}",
    body: "
Hello {{recipient}},

this is your code for setting up your iPhone or iPad for {{organization}}:

{{code}}

Type it on the page that asks for it, and nowhere else. Nobody at {{organization}} will ask you for it. If you have not wanted a code, you can ignore this message.
",
    sms: "{{code}} is your code for {{organization}}. Do not pass it on.",
};

pub(super) const NEW_LINK_WANTED: Text = Text {
    subject: "A new link is wanted: {{recipient}}",
    body: "
Hello,

**{{recipient}}** was invited to enroll a device for {{organization}}, has found that the link does not work any more, and asks for a new one.

Open the invitation to send one, or to leave it as it is:

{{link}}
",
    sms: "{{organization}}: {{recipient}} asks for a new enrollment link: {{link}}",
};

pub(super) const APPROVAL_WANTED: Text = Text {
    subject: "Waiting for your approval: {{recipient}}",
    body: "
Hello,

**{{recipient}}** wants to enroll a device for {{organization}} and waits for your approval. Until then nothing is installed.

Open the invitation to approve or to refuse:

{{link}}
",
    sms: "{{organization}}: {{recipient}} waits for your approval to enroll a device: {{link}}",
};

pub(super) const TEST: Text = Text {
    subject: "Test message from {{organization}}",
    body: "
Hello {{recipient}},

this is a test that an administrator of {{organization}} has sent. If you can read it, messages from this server arrive. You need not do anything.
",
    sms: "{{organization}}: this is a test message. You need not do anything.",
};
