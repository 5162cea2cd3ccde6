//! Dutch.

use super::{Text, Words};

pub(super) const WORDS: Words = Words {
    nameless: "",
    button: "Mijn iPhone of iPad instellen",
    link_note: "Werkt de knop niet? Open dit adres dan op de iPhone of iPad:",
    qr_note: "Lees je dit op een computer? Richt de camera van de iPhone of iPad op deze code.",
    code_note: "Of open {{enroll}} op het apparaat en voer de code {{code}} in.",
    help_note: "Vragen? Neem contact op met {{inviter}}.",
    sender_note: "{{inviter}} heeft dit bericht namens {{organization}} laten versturen.",
    stranger_note: "Verwachtte je het niet, dan hoef je niets te doen.",
    until: "tot {{weekday}} {{day}} {{month}} {{year}} om {{time}} uur ({{zone}})",
    until_short: "tot {{day2}}-{{month2}}-{{year}}, {{time}}",
    always: "onbeperkt",
    weekdays: ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"],
    months: [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
};

pub(super) const INVITATION: Text = Text {
    subject: "Stel je iPhone of iPad in voor {{organization}}",
    body: "
Hallo {{recipient}},

{{inviter}} nodigt je uit om je iPhone of iPad in te stellen voor {{organization}}.

Het duurt ongeveer vijf minuten. Houd het apparaat bij de hand en open deze pagina **op de iPhone of iPad**:

{{link}}

Wat er dan gebeurt:

- De pagina brengt je stap voor stap naar een *beheerprofiel* en vertelt vóór elke stap wat die doet.
- Met het profiel kan {{organization}} mail, wifi en apps op het apparaat voor je instellen.
- De pagina vertelt ook wat {{organization}} op het apparaat kan zien en wat niet.

De link is alleen voor jou en werkt {{expiry}}. Stuur hem alsjeblieft niet door.
",
    sms: "{{organization}}: stel hier je iPhone of iPad in: {{link}} Werkt {{expiry}}.",
};

pub(super) const REMINDER: Text = Text {
    subject: "Herinnering: stel je iPhone of iPad in voor {{organization}}",
    body: "
Hallo {{recipient}},

{{inviter}} heeft je uitgenodigd om je iPhone of iPad in te stellen voor {{organization}}, en dat moet nog gebeuren. Het duurt ongeveer vijf minuten.

Open deze pagina **op de iPhone of iPad**:

{{link}}

De link is alleen voor jou en werkt {{expiry}}. Is het apparaat intussen al ingesteld, dan hoef je niets te doen.
",
    sms: "{{organization}}: herinnering, stel je iPhone of iPad in: {{link}} Werkt {{expiry}}.",
};

pub(super) const CODE: Text = Text {
    subject: "Je code voor {{organization}}",
    body: "
Hallo {{recipient}},

dit is je code om je iPhone of iPad in te stellen voor {{organization}}:

{{code}}

Voer hem in op de pagina die erom vraagt, en nergens anders. Niemand bij {{organization}} zal je erom vragen. Heb je geen code aangevraagd, dan kun je dit bericht negeren.
",
    sms: "{{code}} is je code voor {{organization}}. Geef hem aan niemand door.",
};
