//! Swedish.

use super::{Text, Words};

pub(super) const WORDS: Words = Words {
    nameless: "",
    button: "Konfigurera min iPhone eller iPad",
    link_note: "Om knappen inte fungerar öppnar du den här adressen på din iPhone eller iPad:",
    qr_note: "Läser du det här på en dator? Rikta kameran på din iPhone eller iPad mot koden.",
    code_note: "Eller öppna {{enroll}} på enheten och skriv in koden {{code}}.",
    help_note: "Frågor? Vänd dig till {{inviter}}.",
    sender_note: "{{inviter}} har låtit skicka det här meddelandet för {{organization}}.",
    stranger_note: "Om du inte väntade dig det behöver du inte göra något.",
    until: "till {{weekday}} {{day}} {{month}} {{year}} kl. {{time}} ({{zone}})",
    until_short: "till {{year}}-{{month2}}-{{day2}} kl. {{time}}",
    always: "utan tidsgräns",
    weekdays: ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"],
    months: [
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ],
};

pub(super) const INVITATION: Text = Text {
    subject: "Konfigurera din iPhone eller iPad för {{organization}}",
    body: "
Hej {{recipient}},

{{inviter}} bjuder in dig att konfigurera din iPhone eller iPad för {{organization}}.

Det tar ungefär fem minuter. Ha enheten till hands och öppna den här sidan **på din iPhone eller iPad**:

{{link}}

Det här händer sedan:

- Sidan leder dig steg för steg till en *hanteringsprofil* och berättar före varje steg vad det innebär.
- Med profilen kan {{organization}} ställa in mejl, wifi och appar på enheten åt dig.
- Sidan berättar också vad {{organization}} kan se på enheten och vad som inte syns.

Länken är bara till för dig och fungerar {{expiry}}. Skicka den inte vidare.
",
    sms: "{{organization}}: konfigurera din iPhone eller iPad här: {{link}} Fungerar {{expiry}}.",
};

pub(super) const REMINDER: Text = Text {
    subject: "Påminnelse: konfigurera din iPhone eller iPad för {{organization}}",
    body: "
Hej {{recipient}},

{{inviter}} har bjudit in dig att konfigurera din iPhone eller iPad för {{organization}}, och det är inte gjort än. Det tar ungefär fem minuter.

Öppna den här sidan **på din iPhone eller iPad**:

{{link}}

Länken är bara till för dig och fungerar {{expiry}}. Om enheten redan är konfigurerad behöver du inte göra något.
",
    sms: "{{organization}}: påminnelse, konfigurera din iPhone eller iPad: {{link}} Fungerar {{expiry}}.",
};

pub(super) const CODE: Text = Text {
    subject: "Din kod för {{organization}}",
    body: "
Hej {{recipient}},

här är din kod för att konfigurera din iPhone eller iPad för {{organization}}:

{{code}}

Skriv in den på sidan som frågar efter den och ingen annanstans. Ingen på {{organization}} kommer att fråga dig efter den. Om du inte har begärt någon kod kan du bortse från det här meddelandet.
",
    sms: "{{code}} är din kod för {{organization}}. Lämna den inte vidare.",
};
