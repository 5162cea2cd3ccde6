//! French.

use super::{Text, Words};

pub(super) const WORDS: Words = Words {
    nameless: "",
    button: "Configurer mon iPhone ou iPad",
    link_note: "Si le bouton ne fonctionne pas, ouvrez cette adresse sur l’iPhone ou l’iPad :",
    qr_note: "Vous lisez ce message sur un ordinateur ? Visez ce code avec l’appareil photo de l’iPhone ou de l’iPad.",
    code_note: "Ou bien ouvrez {{enroll}} sur l’appareil et saisissez le code {{code}}.",
    help_note: "Une question ? Adressez-vous à {{inviter}}.",
    sender_note: "{{inviter}} vous a fait envoyer ce message pour {{organization}}.",
    stranger_note: "Si vous ne l’attendiez pas, vous n’avez rien à faire.",
    until: "jusqu’au {{weekday}} {{day}} {{month}} {{year}} à {{time}} ({{zone}})",
    until_short: "jusqu'au {{day2}}/{{month2}}/{{year}}, {{time}}",
    always: "sans limite de temps",
    weekdays: ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    months: [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
};

pub(super) const INVITATION: Text = Text {
    subject: "Configurez votre iPhone ou iPad pour {{organization}}",
    body: "
Bonjour {{recipient}},

{{inviter}} vous invite à configurer votre iPhone ou iPad pour {{organization}}.

Il faut environ cinq minutes. Gardez l’appareil à portée de main et ouvrez cette page **sur l’iPhone ou l’iPad** :

{{link}}

Ce qui se passe ensuite :

- La page vous guide pas à pas vers un *profil de gestion* et explique chaque étape avant que vous ne la franchissiez.
- Grâce au profil, {{organization}} peut configurer pour vous la messagerie, le Wi-Fi et les apps de l’appareil.
- La page précise aussi ce qui est visible pour {{organization}} sur l’appareil, et ce qui ne l’est pas.

Le lien vous est personnel et reste valable {{expiry}}. Merci de ne pas le transmettre.
",
    sms: "{{organization}} : configurez votre iPhone ou iPad ici : {{link}} Valable {{expiry}}.",
};

pub(super) const REMINDER: Text = Text {
    subject: "Rappel : configurez votre iPhone ou iPad pour {{organization}}",
    body: "
Bonjour {{recipient}},

{{inviter}} vous invite à configurer votre iPhone ou iPad pour {{organization}}, et cela reste à faire. Il faut environ cinq minutes.

Ouvrez cette page **sur l’iPhone ou l’iPad** :

{{link}}

Le lien vous est personnel et reste valable {{expiry}}. Si l’appareil a été configuré entre-temps, vous n’avez rien à faire.
",
    sms: "{{organization}} : rappel, configurez votre iPhone ou iPad : {{link}} Valable {{expiry}}.",
};

pub(super) const CODE: Text = Text {
    subject: "Votre code pour {{organization}}",
    body: "
Bonjour {{recipient}},

voici votre code pour configurer votre iPhone ou iPad pour {{organization}} :

{{code}}

Saisissez-le sur la page qui le demande, et nulle part ailleurs. Personne chez {{organization}} ne vous le demandera. Si vous n’avez pas demandé de code, vous pouvez ignorer ce message.
",
    sms: "{{code}} est votre code pour {{organization}}. Ne le transmettez à personne.",
};
