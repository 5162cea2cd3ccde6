### The texts of the enrollment portal, in Arabic.

## page

page-title = إعداد جهازك
page-step = الخطوة { $step } من { $steps }
page-help-heading = هل تحتاج إلى مساعدة؟
page-language = اللغة

## language

language-title = اختر لغتك
language-text = ستظهر الصفحات على هذا الجهاز بهذه اللغة. لن يتغير أي شيء آخر.
language-back = رجوع

## login

login-title = تسجيل الدخول
login-text = سجّل الدخول بالحساب الذي حصلت عليه من { $organization }.
login-invited-text = لديك دعوة من { $inviter }. سجّل الدخول بالحساب الذي حصلت عليه من { $organization }.
login-invited-by-name-text = دعوة من { $inviter } إلى **{ $recipient }**. سجّل الدخول بالحساب الذي حصلت عليه من { $organization }.
login-username = اسم المستخدم
login-password = كلمة السر
login-button = تسجيل الدخول
login-note-text = لن يتغير أي شيء على هذا الجهاز حتى تثبّت ملف تعريف بنفسك، بعد خطوتين من هنا.
login-invited-note-text = لن يتغير أي شيء على هذا الجهاز حتى تثبّت ملف تعريف بنفسك.
login-code-link = هل لديك رمز؟
login-leave-button = المتابعة بدون هذه الدعوة
login-username-missing = أدخل اسم المستخدم.
login-password-missing = أدخل كلمة السر.
login-refused = اسم المستخدم أو كلمة السر غير صحيح، أو لا يمكن استخدام هذا الحساب هنا.
login-throttled = عدد المحاولات كبير جدًا. يُرجى المحاولة مرة أخرى { $wait }.
login-nothing-offered = لا يُسمح لحسابك بإعداد الأجهزة. اطلب الإذن من المسؤول.
login-personal-only = لا يمكن بحسابك إلا إعداد الأجهزة المملوكة شخصيًا. تُضاف هذه الأجهزة من الإعدادات وليس من هذه الصفحة. اسأل المسؤول.
login-settings-instead = لا يتم إعداد أجهزة مؤسستك من هذه الصفحة. على الجهاز، افتح الإعدادات › عام › VPN وإدارة الجهاز واختر «تسجيل الدخول إلى حساب العمل أو المدرسة».
login-administrator-instead = لا يتم إعداد أجهزة مؤسستك من هذه الصفحة. اسأل المسؤول عن طريقة الإعداد.
login-directory-silent = دليل { $organization } لا يستجيب، لذا لا يمكن للأشخاص المسجلين فيه تسجيل الدخول الآن. حاول مرة أخرى بعد بضع دقائق. الحسابات المحلية ما زالت تعمل: إذا كان لديك حساب محلي، فتحقق من اسم المستخدم وكلمة السر.
login-provider-button = تسجيل الدخول عبر { $provider }
login-provider-or = أو باسم المستخدم وكلمة السر
login-leaving-title = الانتقال إلى { $provider }
login-leaving-text = ستسجّل الدخول لدى { $provider } ثم تعود إلى هنا تلقائيًا.
login-leaving-button = المتابعة إلى { $provider }
login-passwords-off = لا تُستخدم كلمات السر هنا. سجّل الدخول بالزر الموجود أعلاه.
login-provider-off-text = لا يمكن تسجيل الدخول بهذه الطريقة حاليًا. ارجع واختر طريقة أخرى.
login-provider-over-text = استُخدم تسجيل الدخول هذا من قبل، أو استغرق أكثر من عشر دقائق، أو بدأ في متصفح آخر. ابدأ من جديد من البداية.
login-provider-declined-text = لم يُسمح لك بالدخول هناك: تم إلغاء تسجيل الدخول أو رفضه. ابدأ من جديد أو اطلب المساعدة.
login-provider-unverified-text = تعذر التحقق من الرد، لذا لم يتم تسجيل دخول أحد. ابدأ من جديد. إذا تكرر ذلك، فاطلب المساعدة واذكر الرمز المرجعي.
login-provider-nameless-text = لم يصل اسم المستخدم الخاص بك. اطلب المساعدة واذكر الرمز المرجعي.

## ownership

ownership-title = لمن هذا الجهاز؟
ownership-text = يحدد ذلك ما يمكن لـ { $organization } رؤيته وفعله على الجهاز.
ownership-institutional-title = الجهاز ملك { $organization }
ownership-institutional-button = مملوك للمؤسسة
ownership-personal-title = الجهاز ملكي
ownership-personal-button = مملوك شخصيًا
ownership-not = غير ممكن:
ownership-personal-can-facts = رؤية الطراز وإصدار iOS وتطبيقات عملك
ownership-personal-can-set-up = إعداد الحسابات والشبكات والتطبيقات لعملك
ownership-personal-can-remove = إزالة ما تم إعداده لعملك
ownership-personal-cannot-identify = رؤية الرقم التسلسلي أو رقم الهاتف
ownership-personal-cannot-see = رؤية تطبيقاتك الخاصة أو صورك أو رسائلك أو مكان وجودك
ownership-personal-cannot-erase = مسح الجهاز أو إزالة رمز الدخول
ownership-note-text = لست متأكدًا؟ فكّر في من دفع ثمنه، أو اسأل من أعطاك إياه. يمكنك العودة إلى هذه الصفحة.
ownership-fault = اختر واحدًا من الاثنين.

## eula

eula-title = الاتفاقية
eula-text = قبل إعداد الجهاز، يُرجى قراءة هذه الاتفاقية وقبولها بناءً على طلب { $organization }.
eula-button = قبول
eula-refuse-button = لا أقبل

## sites

site-title = اختر الموقع
site-text = إلى أين ينتمي هذا الجهاز؟
site-legend = الموقع
site-none = بدون موقع
site-note-text = لست متأكدًا؟ اسأل من أعطاك الحساب.
site-button = متابعة
site-fault = اختر واحدًا من هذه المواقع.

## certificate

certificate-title = تثبيت الشهادة
certificate-text = بهذه الشهادة يعرف جهازك أنه يتصل بـ { $organization } وليس بأي جهة أخرى. نزّلها هنا، ثم ثبّتها من الإعدادات خلال 8 دقائق.
certificate-fetched-text = الآن افتح **الإعدادات** واضغط على **تم تنزيل ملف التعريف** وثبّت الشهادة. ثم عُد إلى هنا وتابع.
certificate-tap-install-text = يوجد في أعلى اليسار. أدخل رمز الدخول واضغط على **تثبيت** مرة أخرى، ثم **تم**.
certificate-button = تنزيل الشهادة
certificate-again-button = تنزيل مرة أخرى
certificate-next-button = تم تثبيتها: متابعة

## institutional-mdm

install-title = تثبيت ملف التعريف
install-later-title = أوشكت على الانتهاء
install-text = نزّل ملف التعريف هنا، ثم ثبّته من الإعدادات. يحتفظ به iOS لمدة 8 دقائق.
install-fetched-text = الآن افتح **الإعدادات** واضغط على **تم تنزيل ملف التعريف**. ثم عُد إلى هنا: تعرف هذه الصفحة أين وصلت.
install-connecting-text = جهازك يتصل الآن. اتركه قيد التشغيل للحظة.
install-button = تنزيل ملف التعريف
install-again-button = تنزيل مرة أخرى
install-logout-button = تسجيل الخروج والبدء من جديد
install-clock-text = الوقت على هذا الجهاز غير صحيح. اضبطه من **الإعدادات › عام › التاريخ والوقت**، وإلا فسيفشل التثبيت.
install-before = ثبّته قبل { $time }
install-left = الوقت المتبقي للتثبيت
install-gone = تخلّص iOS من ملف التعريف. نزّله مرة أخرى.
progress-title = التقدم
progress-logged-in = تم تسجيل الدخول
progress-profile-fetched = تم تنزيل ملف التعريف
progress-certificate-issued = تم إصدار الشهادة
progress-checked-in = اتصل الجهاز بنا
progress-enrolled = تم التسجيل
progress-done = تم
progress-now = قيد التنفيذ
progress-to-come = لاحقًا
tap-title = أين تضغط
tap-allow-title = السماح بالتنزيل
tap-allow-text = عندما يسألك Safari، اضغط على **سماح**، ثم أغلق الرسالة.
tap-settings-title = افتح الإعدادات
tap-settings-text = اضغط على **تم تنزيل ملف التعريف** بالقرب من الأعلى. غير موجود؟ ابحث في **عام › VPN وإدارة الجهاز**.
tap-install-title = اضغط على تثبيت
tap-install-text = يوجد في أعلى اليسار.
tap-passcode-title = أدخل رمز الدخول
tap-passcode-text = الرمز الذي يفتح قفل هذا الجهاز. ثم اضغط على **تثبيت** مرة أخرى.
tap-trust-title = الثقة بالإدارة عن بُعد
tap-trust-text = اضغط على **ثقة**، ثم **تم**، وعُد إلى هذه الصفحة.
ios-ignore = تجاهل
tap-allow-opens-text = عندما يسألك Safari، اضغط على **سماح**. تُفتح الإعدادات تلقائيًا.
tap-settings-before-15-text = اضغط على **تم تنزيل ملف التعريف** بالقرب من الأعلى. غير موجود؟ ابحث في **عام › ملفات التعريف وإدارة الجهاز**.
tap-settings-ipad-text = اضغط على **تم تنزيل ملف التعريف** في الجانب بالقرب من الأعلى. غير موجود؟ ابحث في **عام › VPN وإدارة الجهاز**.
tap-warning-title = اقرأ ما يعنيه ذلك
tap-warning-text = يوضح iOS ما يفعله ملف التعريف. اضغط على **تثبيت** مرة أخرى.
drawing-other-title = هل الشاشة مختلفة؟
drawing-other-text = اختر ما يوجد على جهازك.
ios-generation-26 = iOS 26 أو أحدث
ios-generation-18 = iOS 18
ios-generation-15 = iOS 15 إلى 17
ios-generation-12 = iOS 12 إلى 14
ios-generation-10 = iOS 10 أو 11
ios-generation-ipad = iPad
drawing-allow = يسأل Safari عن السماح بتنزيل ملف تعريف. من بين الإجابتين، تم تمييز «سماح».
drawing-profile-downloaded = قائمة الإعدادات. تم تمييز الصف «تم تنزيل ملف التعريف» بالقرب من الأعلى.
drawing-install = ملف التعريف في الإعدادات. تم تمييز «تثبيت» في الأعلى.
drawing-passcode = يطلب iOS رمز دخول الجهاز.
drawing-warning = يوضح iOS ما يفعله ملف التعريف. تم تمييز «تثبيت» في الأعلى.
drawing-trust = يسأل iOS إن كنت تثق بالإدارة عن بُعد. من بين الإجابتين، تم تمييز «ثقة».
drawing-general = «عام» في الإعدادات. تم تمييز الصف «حول».
drawing-about = «حول» في الإعدادات. تم تمييز الصف «إعدادات الثقة بالشهادات» في النهاية.
drawing-trust-switch = إعدادات الثقة بالشهادات. المفتاح بجوار الشهادة قيد التشغيل ومميّز.
drawing-device-management = «عام» في الإعدادات. تم تمييز الصف الذي يحتوي على ملفات التعريف.
drawing-sign-in = «VPN وإدارة الجهاز» في الإعدادات. تم تمييز صف تسجيل الدخول إلى حساب العمل أو المدرسة.
install-help-title = لا يحدث شيء؟
install-help-row-text = **لا يوجد صف في الإعدادات؟** يحتفظ iOS بملف التعريف لمدة 8 دقائق، وبالملف الأخير فقط: نزّله مرة أخرى، وابحث أيضًا في **عام › VPN وإدارة الجهاز**.
install-help-managed-text = **ما زال الصف غير موجود، أو لا يستجيب زر تثبيت؟** ربما يكون الجهاز مُدارًا بالفعل من مدرسة أو جهة عمل أو بواسطة مدة استخدام الجهاز. يجب على من يديره تحريره أولًا: ابحث في **عام › VPN وإدارة الجهاز**.
install-help-stolen-text = تطلب **حماية الجهاز المسروق** وجهك أو إصبعك، وقد تجعلك تنتظر ساعة إذا كنت بعيدًا عن الأماكن المألوفة. انتظر، أو افعل ذلك في المنزل أو العمل، أو أوقفها مؤقتًا من **الإعدادات › بصمة الوجه ورمز الدخول**.
install-help-lockdown-text = لا يسمح **نمط المنع** بأي ملف تعريف. أوقفه من **الإعدادات › الخصوصية والأمن** حتى يكتمل إعداد الجهاز.
install-help-clock-text = **التاريخ أو الوقت غير الصحيح** يؤدي إلى فشل التثبيت. شغّل **تعيين تلقائيًا** من **الإعدادات › عام › التاريخ والوقت**.
install-help-vpn-text = قد يمنع **تطبيق VPN أو عامل تصفية** الجهاز من الوصول إلينا. أوقفه حتى يكتمل كل شيء.
ios-allow = سماح
ios-settings = الإعدادات
ios-profile-downloaded = تم تنزيل ملف التعريف
ios-install-profile = تثبيت ملف التعريف
ios-install = تثبيت
ios-cancel = إلغاء
ios-enter-passcode = إدخال رمز الدخول
ios-remote-management = الإدارة عن بُعد
ios-trust = ثقة
ios-warning = تحذير
ios-general = عام
ios-about = حول
ios-certificate-trust-settings = إعدادات الثقة بالشهادات
ios-vpn-and-device-management = VPN وإدارة الجهاز
ios-profiles-and-device-management = ملفات التعريف وإدارة الجهاز
ios-sign-in = تسجيل الدخول إلى حساب العمل أو المدرسة…

## user-enrollment-mdm

personal-title = تابع في الإعدادات
personal-text = يُضاف جهازك الخاص من الإعدادات وليس من هذه الصفحة. لا حاجة إلى تنزيل أي شيء.
personal-step-settings = افتح **الإعدادات › عام › VPN وإدارة الجهاز**.
personal-step-sign-in = اضغط على **تسجيل الدخول إلى حساب العمل أو المدرسة**.
personal-step-account = اكتب حساب Apple المُدار الخاص بك: { $address }
personal-step-account-unknown = اكتب حساب Apple المُدار الذي حصلت عليه من { $organization }.
personal-step-follow = سجّل الدخول كما فعلت هنا، واتبع ما يعرضه الجهاز.
personal-version-text = يلزم iOS 15 أو iPadOS 15 أو إصدار أحدث.
personal-privacy-link = ما يمكن لـ { $organization } رؤيته
personal-back-link = هذا ليس جهازي الخاص
personal-logout-button = تسجيل الخروج من هذه الصفحة
privacy-title = جهازك الخاص و { $organization }
privacy-text = عندما تسجّل الدخول بحساب عملك على جهازك الخاص، يفصل iOS العمل عن كل شيء آخر. وهذا ما يعنيه ذلك بالضبط.
privacy-sees-title = ما يمكن لـ { $organization } رؤيته
privacy-sees-model = الطراز وإصدار iOS واسم الجهاز
privacy-sees-account = حساب Apple المُدار الخاص بك، وآخر مرة اتصل فيها الجهاز
privacy-sees-apps = التطبيقات وملفات التعريف والشهادات المثبتة لعملك
privacy-sees-state = وجود رمز دخول، ومقدار مساحة التخزين المتوفرة
privacy-sees-not-title = ما لا يمكن لـ { $organization } رؤيته
privacy-sees-not-identifiers = الرقم التسلسلي أو UDID أو IMEI أو رقم الهاتف: يقدم iOS بدلًا منها رقمًا ينتهي بانتهاء التسجيل
privacy-sees-not-apps = تطبيقاتك الأخرى أو حساب Apple الخاص بك
privacy-sees-not-content = الصور أو الرسائل أو البريد أو المكالمات أو مواقع الويب التي تزورها
privacy-sees-not-place = مكان وجود الجهاز
privacy-does-title = ما يمكن لـ { $organization } فعله
privacy-does-set-up = إعداد الحسابات والشبكات والتطبيقات لعملك
privacy-does-passcode = طلب رمز دخول من ستة أرقام
privacy-does-remove = إزالة ما تم إعداده لعملك مع البيانات الموجودة فيه
privacy-does-not-title = ما لا يمكن لـ { $organization } فعله
privacy-does-not-erase = مسح الجهاز أو أي شيء يخصك عليه
privacy-does-not-unlock = إزالة رمز الدخول أو فتح قفل الجهاز
privacy-does-not-rule = منعك من استخدام تطبيقات أو تغيير إعدادات الجهاز بأكمله
privacy-end-text = يمكنك إنهاء ذلك في أي وقت: سجّل الخروج من **الإعدادات › عام › VPN وإدارة الجهاز**. عندئذٍ يُزال ما تم إعداده للعمل، ويبقى كل شيء آخر.
privacy-back-link = رجوع

## complete

complete-title = كل شيء جاهز
complete-text = تتم إدارة هذا الجهاز الآن بواسطة { $organization }. يمكنك البدء في استخدامه.
complete-facts-title = ما تم إعداده
complete-managed-by = الإدارة بواسطة
complete-assigned-to = مخصص لـ
complete-ownership = الملكية
complete-since = منذ
complete-institutional = مملوك للمؤسسة
complete-personal = مملوك شخصيًا
complete-know-title = معلومات مفيدة
complete-arrives = تصل الحسابات والشبكات والتطبيقات تلقائيًا خلال الدقائق القادمة.
complete-where = تجد ملف التعريف في **الإعدادات › عام › VPN وإدارة الجهاز**.
complete-ask = لديك أسئلة؟ اسأل المسؤول لدى { $organization }.
complete-logout-button = تسجيل الخروج من هذه الصفحة
complete-close-text = يمكنك إغلاق هذه الصفحة.
failed-title = لم ينجح ذلك
failed-reference = الرمز المرجعي
stop-challenge-used = استُخدم ملف التعريف هذا من قبل. أزله من الإعدادات إذا كان لا يزال موجودًا، ثم نزّل ملفًا جديدًا هنا.
stop-challenge-expired = تم تثبيت ملف التعريف متأخرًا. نزّله مرة أخرى وثبّته خلال ثماني دقائق.
stop-request-refused = لم يتمكن هذا الجهاز من الحصول على شهادته. حدّثه إلى أحدث إصدار من iOS، ثم نزّل ملف التعريف مرة أخرى.
stop-other-device = استُخدم ملف التعريف على جهاز آخر. ابدأ من جديد على الجهاز الذي تريد تسجيله.
stop-wrong-topic = تغيرت إعدادات المؤسسة أثناء التسجيل. سجّل الخروج هنا وابدأ من جديد.
stop-invitation-used-up = في هذه الأثناء استُخدمت الدعوة على أجهزة أخرى. اطلب دعوة جديدة ممن دعاك.
stop-other-serial-number = هذه الدعوة لجهاز آخر. استخدمها على الجهاز المخصصة له، أو اطلب دعوة جديدة.
stop-serial-number-not-admitted = مؤسستك لا تعرف هذا الجهاز. أعطِ المسؤول الرقم التسلسلي من الإعدادات › عام › حول، ثم ابدأ من جديد.
stop-other-way = تم تسجيل هذا الجهاز بطريقة غير المطلوبة. ابدأ من جديد من الإعدادات › عام › VPN وإدارة الجهاز.
stop-not-signed-in = لم يُثبت هذا الجهاز أنك سجّلت الدخول. ابدأ من جديد من الإعدادات › عام › VPN وإدارة الجهاز.
stop-os-too-old = نظام هذا الجهاز أقدم مما تسمح به مؤسستك. حدّثه من الإعدادات › عام › تحديث البرامج، ثم نزّل ملف التعريف مرة أخرى.
stop-model-not-admitted = لا تدير مؤسستك أجهزة من هذا الطراز. استخدم جهازًا آخر أو اسأل المسؤول.
stop-re-enrollment-refused = هذا الجهاز مسجّل في مؤسستك باسم شخص آخر. لا يمكن إعداده من جديد إلا لذلك الشخص أو للمسؤول. اسأل المسؤول.

## welcome

welcome-title = ماذا سيحدث
welcome-text = ستتم إدارة هذا الجهاز بواسطة { $organization }. يستغرق ذلك ثلاث دقائق تقريبًا.
welcome-you-title = أنت
welcome-by-invitation = بدعوة
welcome-not-you-button = ليس أنت؟
welcome-steps-title = ثلاث خطوات
welcome-four-steps-title = أربع خطوات
welcome-step-certificate = **تثبّت شهادة** وتشغّلها ليثق هذا الجهاز بخادمنا.
welcome-step-download = **تنزّل ملف تعريف** من هذه الصفحة.
welcome-step-install = **تثبّته من الإعدادات** باستخدام رمز الدخول. سنعرض لك كل ضغطة.
welcome-step-back = **تعود إلى هنا**. تخبرك هذه الصفحة عند اكتمال كل شيء.
welcome-can-title = ما سيمكن لـ { $organization } فعله
welcome-can-facts = رؤية الطراز والرقم التسلسلي وإصدار iOS ومساحة التخزين
welcome-can-apps = رؤية التطبيقات المثبتة
welcome-can-set-up = إعداد الحسابات والشبكات والتطبيقات لعملك
welcome-can-erase = قفل الجهاز أو إزالة رمز الدخول أو مسح الجهاز
welcome-cannot-title = ما لا يمكن لـ { $organization } فعله
welcome-cannot-messages = قراءة رسائلك أو بريدك أو ملاحظاتك
welcome-cannot-photos = رؤية صورك أو مواقع الويب التي تزورها
welcome-cannot-passwords = التنصت عليك أو رؤية كلمات السر
welcome-institutional-text = يتم إعداد هذا الجهاز على أنه مملوك للمؤسسة. يمكنك التوقف هنا: لن يتغير أي شيء حتى تثبّت ملف التعريف.
welcome-personal-text = يتم إعداد هذا الجهاز على أنه مملوك شخصيًا. يمكنك التوقف هنا: لن يتغير أي شيء حتى تثبّت ملف التعريف.
welcome-button = متابعة

## user

user-title = التخصيص لمستخدم
user-heading = لمن هذا الجهاز؟
user-text = ابحث عن الشخص الذي سيستخدم هذا الجهاز.
user-field = اسم المستخدم أو الاسم أو عنوان البريد الإلكتروني
user-search-button = بحث
user-found = تم العثور عليه
user-too-short = اكتب حرفين على الأقل.
user-nobody = لم يُعثر على أحد باستخدام «{ $searched }». تحقق من الكتابة.
user-silent = تعذر البحث الآن. حاول مرة أخرى بعد دقيقة.
user-unknown = لم يعد هذا الشخص موجودًا في الدليل. ابحث مرة أخرى.
user-not-all = تعذر البحث عن الجميع. لا توجد استجابة من: { $directories }.
user-count = { $count ->
    [zero] لا أحد
    [one] شخص واحد
    [two] شخصان
    [few] { $count } أشخاص
    [many] { $count } شخصًا
   *[other] { $count } شخص
}
user-assign-button = تخصيص
user-assign-to = التخصيص لـ { $name }
user-so-far = حتى الآن الجهاز مخصص لـ { $name }.
user-so-far-nobody = حتى الآن الجهاز غير مخصص لأحد.
user-keep-link = إبقاؤه كذلك
user-blank-button = المتابعة بدون مستخدم

## code

code-title = أدخل الرمز
code-text = أرسلنا ستة أرقام إلى **{ $address }**. صلاحيتها عشر دقائق.
code-field = الرمز
code-button = متابعة
code-again-button = إرسال رمز آخر
code-sent-again = هناك رمز آخر في الطريق إليك. الرمز الأحدث فقط هو الصالح.
code-note-text = لم يصل شيء؟ تحقق من أن هذا العنوان أو الرقم لا يزال لك، واسأل من دعاك.
code-stop-button = التوقف هنا
code-missing = أدخل الأرقام الستة.
code-refused = هذا الرمز غير صحيح، أو مر عليه أكثر من عشر دقائق.
code-used-up = عدد الرموز كبير جدًا. ابدأ من جديد من دعوتك.

## approval

approval-title = في انتظار الموافقة
approval-text = تم إبلاغ من دعاك، وسيقرر بشأن هذا الجهاز. لا يلزمك فعل أي شيء.
approval-yours = لقد أتممت دورك
approval-theirs = تتم الموافقة
approval-then = تثبّت ملف التعريف
approval-note = تنتقل هذه الصفحة تلقائيًا. يمكنك تركها والعودة لاحقًا في هذا المتصفح.
approval-button = التحقق مرة أخرى
approval-stop-button = التوقف هنا

## reenrollment

known-title = هذا الجهاز معروف
known-text = سبق إعداد هذا الجهاز ({ $kind }). وهو يخص **{ $user }**.
known-kind = طراز غير معروف
known-facts-title = ماذا سيحدث له
known-device = الجهاز
known-now = يخص الآن
known-then = سيخص
known-same = يبقى الجهاز مع { $user } ويتم إعداده من جديد.
known-becomes = سيصبح الجهاز لـ { $becomes }. ويُزال منه ما قدمته المؤسسة إلى { $user }.
known-stays = يبقى الجهاز باسم { $user } في السجلات حتى يؤكد المسؤول التغيير.
known-nobody = لن يكون الجهاز باسم أحد في السجلات.
known-refused = لا يمكن إعداده من جديد إلا بواسطة { $user } أو المسؤول. اسأل المسؤول.
known-button = نعم، أريد إعداده
known-other-button = هذا جهاز آخر
known-stop-button = التوقف هنا

## invitation

invitation-title = لديك دعوة
invitation-text = لديك دعوة من **{ $inviter }** لإعداد هذا الجهاز لدى { $organization }.
invitation-for = إلى
invitation-from = من
invitation-ends = تنتهي
invitation-steps-title = ماذا سيحدث
invitation-step-login = **تسجّل الدخول** بالحساب الذي حصلت عليه من { $organization }.
invitation-step-code = **تُدخل رمزًا** نرسله إلى { $address }.
invitation-step-approval = **تتم الموافقة** على هذا الجهاز من { $inviter }.
invitation-step-install = **تثبّت ملف تعريف** من الإعدادات. سنعرض لك كل ضغطة.
invitation-step-managed = بعد ذلك **تتم إدارة هذا الجهاز** بواسطة { $organization }. ستقرأ مسبقًا ما يعنيه ذلك.
invitation-note-text = لن يتغير أي شيء على هذا الجهاز حتى تثبّت ملف التعريف بنفسك.
invitation-button = متابعة
invitation-leave-button = ليست لي
invitation-computer-text = لديك دعوة من **{ $inviter }** لإعداد جهاز لدى { $organization }. أحضر الـ iPhone أو iPad الذي تريد إعداده.
invitation-browser-text = لديك دعوة من **{ $inviter }** لإعداد جهاز لدى { $organization }. لا يقبل iOS ملفات التعريف بشكل موثوق إلا من Safari، وأنت تستخدم الآن { $browser }.
invitation-message-title = باستخدام رسالتك
invitation-browser-back = ارجع إلى الرسالة التي تحتوي على دعوتك.
invitation-browser-copy = المس الرابط مطولًا ثم **انسخه**.
invitation-browser-paste = افتح **Safari**، والصق الرابط في شريط العنوان وانتقل إليه.
invitation-computer-open = افتح الرسالة التي تحتوي على دعوتك **على ذلك الجهاز**.
invitation-computer-tap = اضغط على الرابط الموجود فيها. يُفتح الرابط في **Safari**.
invitation-code-title = أو باستخدام الرمز الموجود في رسالتك
invitation-code-address = افتح { $address } في Safari.
invitation-code-address-or-picture = افتح { $address } في Safari، أو وجّه الكاميرا نحو الصورة أدناه.
invitation-code-tap = اضغط على **هل لديك رمز؟**
invitation-code-type = اكتب الرمز الموجود في رسالتك.
code-entry-title = أدخل رمزك
code-entry-text = عشرة حروف وأرقام: تحت الرابط في دعوتك، أو على الجهاز الآخر الذي بدأت عليه.
code-entry-field = الرمز
code-entry-button = متابعة
code-entry-note-text = لا فرق بين الحروف الكبيرة والصغيرة، ولا تهم الشرطات.
code-entry-none-link = ليس لدي رمز
code-entry-missing = أدخل الرمز.
code-entry-unknown = هذا الرابط أو الرمز غير صالح. تحقق منه، أو اطلب رابطًا أو رمزًا جديدًا ممن دعاك.
invitation-unknown-title = هذا الرابط غير صالح
invitation-unknown-text = لا توجد دعوة مرتبطة به. تحقق من وصول الرابط أو الرمز كاملًا، أو اطلب رابطًا أو رمزًا جديدًا ممن دعاك.
invitation-expired-title = انتهت صلاحية دعوتك
invitation-expired-text = كانت صالحة لمدة محدودة، وقد انتهت تلك المدة.
invitation-revoked-title = تم سحب دعوتك
invitation-revoked-text = سحب من دعاك هذه الدعوة، لذا لم تعد صالحة.
invitation-paused-title = دعوتك متوقفة مؤقتًا
invitation-paused-text = الدعوة متوقفة حاليًا. يبقى رابطك صالحًا: جرّبه لاحقًا، أو اسأل من دعاك.
invitation-used-up-title = تم استخدام دعوتك
invitation-used-up-text = تم بهذه الدعوة إعداد كل الأجهزة المخصصة لها، أو يجري إعدادها الآن.
invitation-outside-hours-title = عُد بعد قليل
invitation-outside-hours-text = تعمل هذه الدعوة في ساعات معينة فقط، وهذا الوقت ليس منها. يبقى رابطك صالحًا. من دعاك يعرف هذه الساعات.
invitation-other-person-title = هذه الدعوة لشخص آخر
invitation-other-person-text = سجّل الدخول بالحساب الذي أُرسلت إليه، أو اطلب دعوة خاصة بك ممن دعاك.
invitation-other-person = هذه الدعوة لشخص آخر. سجّل الدخول بالحساب الذي أُرسلت إليه.
invitation-ask-button = طلب رابط جديد
invitation-ask-note-text = سيتم إبلاغ { $inviter } لاتخاذ القرار.
invitation-told-title = تم إبلاغ { $inviter }
invitation-told-text = ستصلك رسالة جديدة عند إرسالها. يمكنك إغلاق هذه الصفحة.
invitation-asked-title = لقد طلبت ذلك بالفعل
invitation-asked-text = تم إبلاغ { $inviter } بأنك تريد رابطًا جديدًا.
invitation-again-button = المحاولة مرة أخرى
invitation-without-button = المتابعة بدون هذه الدعوة

## browser

browser-title = الفتح في Safari
browser-heading = افتح هذه الصفحة في Safari
browser-text = يتطلب إعداد الجهاز ملف تعريف، ولا يقبل iOS ملفات التعريف بشكل موثوق إلا من Safari. أنت تستخدم الآن { $browser }.
browser-step-copy = انسخ الرابط أدناه.
browser-step-open = افتح **Safari**.
browser-step-paste = الصق الرابط في شريط العنوان وانتقل إليه.
browser-link = الرابط
browser-copy-button = نسخ الرابط
browser-copied = تم النسخ
browser-camera = استخدام كاميرا جهاز آخر
browser-anyway-link = المحاولة في هذا المتصفح رغم ذلك
browser-qr = رمز QR لعنوان هذه الصفحة
browser-of-app = المتصفح المدمج في { $app }
browser-of-some-app = المتصفح المدمج في أحد التطبيقات
browser-google-app = تطبيق Google
computer-title = تابع على الـ iPhone أو iPad
computer-text = وجّه كاميرا الجهاز نحو هذا الرمز، ثم اضغط على الرابط الذي يظهر.
computer-address = أو اكتب هذا العنوان في Safari
computer-android-text = لا يتم إعداد أجهزة Android هنا. وجّه كاميرا الـ iPhone أو iPad الذي تريد إعداده نحو هذا الرمز، ثم اضغط على الرابط الذي يظهر.
browser-open-button = الفتح في Safari
browser-open-text = لم يحدث شيء؟ اتبع هذه الطريقة.
computer-ipad-link = هذا هو الـ iPad الذي أريد إعداده
unsuited-title = قد لا يكون هذا الجهاز مناسبًا
unsuited-old-text = يبدو أن إصدار iOS على الجهاز هو { $version }، والمطلوب لدى { $organization } هو { $minimum } أو أحدث. حدّثه من **الإعدادات › عام › تحديث البرامج**، ثم عُد إلى هنا.
unsuited-kind-text = يبدو أن هذا الجهاز { $kind }، وهذه الأجهزة غير مُدارة لدى { $organization }.
unsuited-go-on-link = المتابعة رغم ذلك
closed-title = ليس من هذه الصفحة

## trust

trust-title = شغّل الشهادة
trust-text = لا يثق جهازك بشهادة مثبتة يدويًا إلا بعد تشغيلها. افتح **الإعدادات › عام › حول › إعدادات الثقة بالشهادات**.
trust-waiting = في انتظار المفتاح. تنتقل هذه الصفحة تلقائيًا.
trust-untrusted = لم يتم التشغيل بعد. تتحقق هذه الصفحة كل ثانيتين.
trust-offline = لا يوجد اتصال بين هذا الجهاز والخادم الآن.
trust-trusted = تم التشغيل. الانتقال إلى ملف التعريف…
trust-tap-about-title = الإعدادات › عام › حول
trust-tap-about-text = في **الإعدادات** اضغط على **عام**، ثم **حول** في أعلى القائمة.
trust-tap-settings-title = إعدادات الثقة بالشهادات
trust-tap-settings-text = مرّر إلى النهاية واضغط على **إعدادات الثقة بالشهادات**.
trust-tap-switch-title = شغّلها
trust-tap-switch-text = شغّل **{ $certificate }**، واضغط على **متابعة**، وعُد إلى هذه الصفحة.
trust-button = تم تشغيلها: متابعة
trust-anyway-button = المتابعة رغم ذلك
trust-missing-text = لا تظهر إعدادات الثقة بالشهادات؟ إذن لم تُثبَّت الشهادة بعد.
trust-back-link = تثبيت الشهادة

## handover

handover-title = تابع على الـ iPhone أو iPad
handover-link = المتابعة على جهاز آخر
handover-elsewhere-title = هل هذا هو الجهاز الذي تريد إعداده؟
handover-elsewhere-text = يُثبَّت ملف التعريف على الـ iPhone أو iPad نفسه. خذ ما بدأته معك: لا تحتاج إلى تسجيل الدخول مرة أخرى.
handover-text = ما بدأته هنا يستمر هناك، ولا تحتاج إلى تسجيل الدخول مرة أخرى. بعد ذلك تكتفي هذه الصفحة بمتابعة التقدم.
handover-invitation-text = تنتقل دعوتك معك.
handover-button = عرض الرمز
handover-scan-text = وجّه كاميرا الـ iPhone أو iPad نحو هذه الصورة، ثم اضغط على الرابط الذي يظهر.
handover-qr = رمز QR للمتابعة على جهاز آخر
handover-code-title = أو اكتب رمزًا
handover-code-address = افتح { $address } في Safari.
handover-code-tap = اضغط على **هل لديك رمز؟**
handover-code-type = اكتب ما يلي:
handover-until = صالح لمرة واحدة حتى { $time }.
handover-left = الوقت المتبقي
handover-waiting = في انتظار جهازك…
handover-late-text = كان الرمز صالحًا لعشر دقائق، وقد انتهت تلك المدة.
handover-again-button = عرض رمز جديد
handover-safari-text = تابع في Safari: يبدأ من حيث أنت الآن.
handover-safari-button = الفتح في Safari
handover-safari-else-text = لم يحدث شيء؟ انسخ الرابط، وافتح **Safari**، والصقه في شريط العنوان.
handover-stay-link = المتابعة هنا بدلًا من ذلك
handover-gone-title = تستمر المتابعة على جهازك الآخر
handover-gone-text = تتم البقية هناك. تعرض هذه الصفحة مدى التقدم، ويمكنك إغلاقها في أي وقت.
handover-gone-invitation-text = دعوتك مفتوحة على الجهاز الآخر. يمكنك إغلاق هذه الصفحة.
handover-enrolled-title = تم إعداد جهازك الآخر
handover-enrolled-text = تتم إدارته الآن بواسطة { $organization }. يمكنك إغلاق هذه الصفحة.
handover-stopped-text = حدث خطأ ما. يوضح جهازك الآخر ما عليك فعله.
handover-leave-button = بدء شيء جديد هنا
handover-take-title = هل تريد المتابعة هنا؟
handover-take-text = بدأ إعداد جهاز بواسطة **{ $person }**. يستمر الإعداد هنا من حيث توقف.
handover-take-invited-text = فُتحت دعوة على جهاز آخر. تستمر هنا.
handover-take-note-text = تابع فقط إذا أنشأت هذا الرمز بنفسك. لن يتغير أي شيء على هذا الجهاز حتى تثبّت ملف تعريف.
handover-take-button = المتابعة هنا
handover-refuse-button = ليس لي
handover-taken-title = تم استخدام هذا الرمز
handover-taken-text = كل رمز صالح لمرة واحدة. أنشئ رمزًا جديدًا من حيث حصلت عليه.
handover-expired-title = هذا الرمز قديم
handover-expired-text = كل رمز صالح لعشر دقائق. أنشئ رمزًا جديدًا من حيث حصلت عليه.
handover-over-title = لا يوجد ما يمكن متابعته
handover-over-text = ما كان هذا الرمز من أجله انتهى أو يستمر في مكان آخر. ابدأ من البداية.
handover-replaced-text = كنت قد بدأت من قبل في هذا المتصفح. انتهى ذلك الآن، وهذه بدايتك الجديدة.

## ended

ended-checked-out-title = لم يعد مُدارًا
ended-checked-out-text = أُزيل ملف التعريف من الجهاز، لذا لم يعد مُدارًا. يمكنك إعداده مرة أخرى.
ended-superseded-title = تم الإعداد من جديد
ended-superseded-text = تم إعداد الجهاز مرة أخرى بعد ذلك. هذه الصفحة تخص المرة السابقة.
ended-withdrawn-title = تغير حسابك
ended-withdrawn-text = أُغلق الحساب أو تغيرت كلمة سره أثناء ذلك. سجّل الدخول مرة أخرى للبدء من جديد.
ended-logged-out-title = سجّلت الخروج
ended-logged-out-text = إذا نزّلت ملف التعريف، فهو لم يعد صالحًا. سجّل الدخول مرة أخرى للبدء من جديد.
ended-invitation-revoked-title = تم سحب دعوتك
ended-invitation-revoked-text = سحبت المؤسسة الدعوة أو أوقفتها مؤقتًا. اطلب دعوة جديدة ممن دعاك.
ended-declined-title = لم تتم الموافقة
ended-declined-text = لم يوافق من دعاك على هذا الجهاز. اسأله إذا كنت تظن أن هناك خطأ.
ended-expired-title = انتهى وقتك هنا
ended-expired-text = حفاظًا على أمانك، يكون كل تسجيل دخول صالحًا لمدة محدودة. لم يضع شيء: سجّل الدخول مرة أخرى وتابع.
ended-button = البدء من جديد

## problem

problem-button = العودة إلى البداية
problem-reference = الرمز المرجعي
problem-reference-text = إذا طلبت المساعدة، فاذكر هذا الرمز.
problem-nothing-title = لا يوجد شيء هنا
problem-nothing-text = هذا العنوان غير موجود. تحقق من الرابط، أو ابدأ من البداية.
problem-method-title = هذا لا يعمل هنا
problem-method-text = ارجع واستخدم أزرار الصفحة.
problem-foreign-title = لم يُرسل ذلك من هذه الصفحة
problem-foreign-text = حفاظًا على أمانك، تم رفض الطلب. افتح الصفحة مرة أخرى وحاول من جديد.
problem-large-title = حجم كبير جدًا
problem-large-text = ما أرسلته أكبر مما تقبله هذه الصفحة.
problem-throttled-title = محاولات كثيرة جدًا
problem-throttled-text = انتظر لحظة، ثم حاول مرة أخرى.
problem-unreadable-title = تعذرت قراءة ذلك
problem-unreadable-text = ارجع وتحقق مما أدخلته وحاول مرة أخرى.
problem-broken-title = حدث خطأ هنا
problem-broken-text = ليس خطأك. حاول مرة أخرى بعد بضع دقائق.
problem-silent-title = لا توجد استجابة
problem-silent-text = خدمة لازمة لذلك لا تستجيب. حاول مرة أخرى بعد بضع دقائق.
problem-busy-title = الخادم مشغول جدًا الآن
problem-busy-text = لدى الخادم عمل كثير. حاول مرة أخرى بعد بضع ثوانٍ.
problem-refused-title = هذا غير ممكن
problem-refused-text = ارجع إلى البداية وحاول مرة أخرى. إذا تكرر ذلك، فاسأل المسؤول.
problem-not-ready-text = هذا الخادم غير جاهز لإعداد الأجهزة. اسأل المسؤول.
problem-wrong-links-title = روابط غير صالحة كثيرة جدًا
problem-wrong-links-text = وردت من شبكتك روابط كثيرة غير موجودة. انتظر بضع دقائق، ثم ابدأ من البداية.
profile-unknown-title = هذا الرابط غير صالح
profile-unknown-text = لا يوجد ملف تعريف مرتبط بهذا الرابط. ابدأ من البداية، واستخدم زر التنزيل هناك.
profile-expired-title = هذا الرابط قديم
profile-expired-text = كان تنزيل ملف التعريف ممكنًا لمدة محدودة فقط بعد تسجيل الدخول. سجّل الدخول مرة أخرى للحصول على ملف جديد.
account-refused-title = لا يمكن المتابعة
account-over-text = استغرق تسجيل الدخول هذا وقتًا طويلًا، أو انتهى من قبل. ابدأ من جديد من الإعدادات.
account-other-text = كتبت في الإعدادات حسابًا غير حسابك. ابدأ من جديد من الإعدادات بالحساب الذي حصلت عليه من مؤسستك.
account-device-text = لا تُعِدّ مؤسستك هذا الجهاز بهذه الطريقة. حدّثه من الإعدادات › عام › تحديث البرامج، أو اسأل المسؤول.
account-not-offered-text = تسجيل الدخول إلى حساب من الإعدادات غير متاح لك هنا. اسأل المسؤول.
profile-used-title = تم استخدام ملف التعريف هذا
profile-used-text = سبق إعداد جهاز باستخدامه. لإعداد جهاز آخر، أو هذا الجهاز مرة أخرى، ابدأ من البداية.
profile-ended-title = انتهى هذا التسجيل
profile-ended-text = لم يعد ملف التعريف صالحًا. سجّل الدخول مرة أخرى للحصول على ملف جديد.
profile-personal-text = يُضاف جهازك الخاص من الإعدادات وليس بملف تعريف.
profile-unanswered-text = ما زالت هناك أسئلة بدون إجابة. ارجع إلى البداية وأجب عنها أولًا.
profile-settled-text = تم تنزيل ملف التعريف بالفعل، لذا لم يعد بالإمكان تغيير ذلك. لتغييره، سجّل الخروج وابدأ من جديد.
profile-not-offered-text = لم يُعرض عليك هذا الخيار. ارجع إلى البداية واختر مرة أخرى.

## poster

poster-title = إعداد الـ iPhone أو iPad
poster-lead = وجّه الكاميرا نحو هذا الرمز واضغط على الرابط الذي يظهر.
poster-or-type = أو اكتب هذا العنوان في Safari
poster-step-log-in = سجّل الدخول بالحساب الذي حصلت عليه من { $organization }.
poster-step-download = نزّل ملف التعريف وثبّته من الإعدادات. تعرض لك الصفحة كل ضغطة.
poster-step-done = عُد إلى الصفحة: تخبرك عند اكتمال كل شيء.

## time

time-exact = { $day } { $month } { $year }، { $time } UTC
time-of-day = { $time } UTC
time-in-seconds = بعد بضع ثوانٍ
time-in-moment = خلال أقل من دقيقة
time-in-minutes = { $count ->
    [zero] خلال أقل من دقيقة
    [one] بعد دقيقة واحدة
    [two] بعد دقيقتين
    [few] بعد { $count } دقائق
    [many] بعد { $count } دقيقة
   *[other] بعد { $count } دقيقة
}
time-in-hours = { $count ->
    [zero] خلال أقل من ساعة
    [one] بعد ساعة واحدة
    [two] بعد ساعتين
    [few] بعد { $count } ساعات
    [many] بعد { $count } ساعة
   *[other] بعد { $count } ساعة
}
time-in-days = { $count ->
    [zero] خلال أقل من يوم
    [one] بعد يوم واحد
    [two] بعد يومين
    [few] بعد { $count } أيام
    [many] بعد { $count } يومًا
   *[other] بعد { $count } يوم
}
time-month-1 = يناير
time-month-2 = فبراير
time-month-3 = مارس
time-month-4 = أبريل
time-month-5 = مايو
time-month-6 = يونيو
time-month-7 = يوليو
time-month-8 = أغسطس
time-month-9 = سبتمبر
time-month-10 = أكتوبر
time-month-11 = نوفمبر
time-month-12 = ديسمبر
