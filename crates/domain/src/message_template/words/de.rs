//! German.

use super::{Text, Words};

pub(super) const WORDS: Words = Words {
    nameless: "",
    button: "Mein iPhone oder iPad einrichten",
    link_note: "Falls die Schaltfläche nicht funktioniert, öffnen Sie diese Adresse auf dem iPhone oder iPad:",
    qr_note: "Sie lesen dies am Computer? Richten Sie die Kamera des iPhones oder iPads auf diesen Code.",
    code_note: "Oder öffnen Sie {{enroll}} auf dem Gerät und geben Sie den Code {{code}} ein.",
    help_note: "Fragen? Wenden Sie sich an {{inviter}}.",
    sender_note: "{{inviter}} hat diese Nachricht im Namen von {{organization}} senden lassen.",
    stranger_note: "Falls Sie sie nicht erwartet haben, brauchen Sie nichts zu tun.",
    until: "bis {{weekday}}, {{day}}. {{month}} {{year}}, {{time}} Uhr ({{zone}})",
    until_short: "bis {{day2}}.{{month2}}.{{year}}, {{time}}",
    always: "unbefristet",
    weekdays: ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
    months: [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
};

pub(super) const INVITATION: Text = Text {
    subject: "Richten Sie Ihr iPhone oder iPad für {{organization}} ein",
    body: "
Guten Tag {{recipient}},

{{inviter}} lädt Sie ein, Ihr iPhone oder iPad für {{organization}} einzurichten.

Das dauert etwa fünf Minuten. Halten Sie das Gerät bereit und öffnen Sie diese Seite **auf dem iPhone oder iPad**:

{{link}}

Was dann geschieht:

- Die Seite führt Sie Schritt für Schritt zu einem *Verwaltungsprofil* und sagt vor jedem Schritt, was er bewirkt.
- Mit dem Profil kann {{organization}} Mail, WLAN und Apps auf dem Gerät für Sie einrichten.
- Die Seite sagt auch, was {{organization}} auf dem Gerät sehen kann und was nicht.

Der Link ist nur für Sie bestimmt und gilt {{expiry}}. Bitte geben Sie ihn nicht weiter.
",
    sms: "{{organization}}: Bitte richten Sie Ihr iPhone oder iPad ein: {{link}} Gilt {{expiry}}.",
};

pub(super) const REMINDER: Text = Text {
    subject: "Erinnerung: Richten Sie Ihr iPhone oder iPad für {{organization}} ein",
    body: "
Guten Tag {{recipient}},

{{inviter}} hat Sie eingeladen, Ihr iPhone oder iPad für {{organization}} einzurichten, und das steht noch aus. Es dauert etwa fünf Minuten.

Öffnen Sie diese Seite **auf dem iPhone oder iPad**:

{{link}}

Der Link ist nur für Sie bestimmt und gilt {{expiry}}. Falls das Gerät inzwischen eingerichtet ist, brauchen Sie nichts zu tun.
",
    sms: "{{organization}}: Erinnerung, bitte iPhone oder iPad einrichten: {{link}} Gilt {{expiry}}.",
};

pub(super) const CODE: Text = Text {
    subject: "Ihr Code für {{organization}}",
    body: "
Guten Tag {{recipient}},

dies ist Ihr Code, um Ihr iPhone oder iPad für {{organization}} einzurichten:

{{code}}

Geben Sie ihn auf der Seite ein, die danach fragt, und nirgends sonst. Niemand bei {{organization}} wird Sie danach fragen. Falls Sie keinen Code angefordert haben, können Sie diese Nachricht ignorieren.
",
    sms: "{{code}} ist Ihr Code für {{organization}}. Bitte nicht weitergeben.",
};
