//! Danish.

use super::{Text, Words};

pub(super) const WORDS: Words = Words {
    nameless: "",
    button: "Konfigurer min iPhone eller iPad",
    link_note: "Hvis knappen ikke virker, kan du åbne denne adresse på din iPhone eller iPad:",
    qr_note: "Læser du dette på en computer? Ret kameraet på din iPhone eller iPad mod koden.",
    code_note: "Eller åbn {{enroll}} på enheden, og skriv koden {{code}}.",
    help_note: "Spørgsmål? Kontakt {{inviter}}.",
    sender_note: "{{inviter}} har fået sendt denne besked for {{organization}}.",
    stranger_note: "Hvis du ikke ventede den, behøver du ikke at gøre noget.",
    until: "til {{weekday}} den {{day}}. {{month}} {{year}} kl. {{time}} ({{zone}})",
    until_short: "til {{day2}}.{{month2}}.{{year}} kl. {{time}}",
    always: "uden tidsgrænse",
    weekdays: ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"],
    months: [
        "januar",
        "februar",
        "marts",
        "april",
        "maj",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "december",
    ],
};

pub(super) const INVITATION: Text = Text {
    subject: "Konfigurer din iPhone eller iPad til {{organization}}",
    body: "
Hej {{recipient}}

{{inviter}} inviterer dig til at konfigurere din iPhone eller iPad til {{organization}}.

Det tager omkring fem minutter. Hav enheden ved hånden, og åbn denne side **på din iPhone eller iPad**:

{{link}}

Det sker der så:

- Siden fører dig trin for trin til en *administrationsprofil* og fortæller før hvert trin, hvad det gør.
- Med profilen kan {{organization}} indstille mail, wi-fi og apps på enheden for dig.
- Siden fortæller også, hvad {{organization}} kan se på enheden, og hvad de ikke kan se.

Linket er kun til dig og virker {{expiry}}. Send det ikke videre.
",
    sms: "{{organization}}: konfigurer din iPhone eller iPad her: {{link}} Virker {{expiry}}.",
};

pub(super) const REMINDER: Text = Text {
    subject: "Påmindelse: konfigurer din iPhone eller iPad til {{organization}}",
    body: "
Hej {{recipient}}

{{inviter}} har inviteret dig til at konfigurere din iPhone eller iPad til {{organization}}, og det mangler endnu. Det tager omkring fem minutter.

Åbn denne side **på din iPhone eller iPad**:

{{link}}

Linket er kun til dig og virker {{expiry}}. Hvis enheden er blevet konfigureret i mellemtiden, behøver du ikke at gøre noget.
",
    sms: "{{organization}}: påmindelse, konfigurer din iPhone eller iPad: {{link}} Virker {{expiry}}.",
};

pub(super) const CODE: Text = Text {
    subject: "Din kode til {{organization}}",
    body: "
Hej {{recipient}}

Her er din kode til at konfigurere din iPhone eller iPad til {{organization}}:

{{code}}

Skriv den på den side, der beder om den, og ingen andre steder. Ingen hos {{organization}} vil bede dig om den. Hvis du ikke har bedt om en kode, kan du se bort fra denne besked.
",
    sms: "{{code}} er din kode til {{organization}}. Giv den ikke videre.",
};
