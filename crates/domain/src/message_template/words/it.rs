//! Italian.

use super::{Text, Words};

pub(super) const WORDS: Words = Words {
    nameless: "",
    button: "Configura il mio iPhone o iPad",
    link_note: "Se il pulsante non funziona, apra questo indirizzo sull’iPhone o iPad:",
    qr_note: "Sta leggendo da un computer? Inquadri questo codice con la fotocamera dell’iPhone o iPad.",
    code_note: "Oppure apra {{enroll}} sul dispositivo e inserisca il codice {{code}}.",
    help_note: "Domande? Si rivolga a {{inviter}}.",
    sender_note: "{{inviter}} ha fatto inviare questo messaggio per conto di {{organization}}.",
    stranger_note: "Se non lo aspettava, non deve fare nulla.",
    until: "fino a {{weekday}} {{day}} {{month}} {{year}} alle {{time}} ({{zone}})",
    until_short: "fino al {{day2}}/{{month2}}/{{year}}, {{time}}",
    always: "senza scadenza",
    weekdays: ["lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"],
    months: [
        "gennaio",
        "febbraio",
        "marzo",
        "aprile",
        "maggio",
        "giugno",
        "luglio",
        "agosto",
        "settembre",
        "ottobre",
        "novembre",
        "dicembre",
    ],
};

pub(super) const INVITATION: Text = Text {
    subject: "Configuri il suo iPhone o iPad per {{organization}}",
    body: "
Buongiorno {{recipient}},

{{inviter}} la invita a configurare il suo iPhone o iPad per {{organization}}.

Bastano circa cinque minuti. Tenga il dispositivo a portata di mano e apra questa pagina **sull’iPhone o iPad**:

{{link}}

Che cosa succede:

- La pagina la guida passo passo a un *profilo di gestione* e spiega ogni passo prima che lo compia.
- Con il profilo, {{organization}} può configurare per lei la posta, il Wi-Fi e le app del dispositivo.
- La pagina dice anche che cosa {{organization}} può vedere sul dispositivo e che cosa no.

Il link è riservato a lei e funziona {{expiry}}. La preghiamo di non inoltrarlo.
",
    sms: "{{organization}}: configuri il suo iPhone o iPad qui: {{link}} Valido {{expiry}}.",
};

pub(super) const REMINDER: Text = Text {
    subject: "Promemoria: configuri il suo iPhone o iPad per {{organization}}",
    body: "
Buongiorno {{recipient}},

{{inviter}} la invita a configurare il suo iPhone o iPad per {{organization}}: è ancora da fare. Bastano circa cinque minuti.

Apra questa pagina **sull’iPhone o iPad**:

{{link}}

Il link è riservato a lei e funziona {{expiry}}. Se nel frattempo ha già configurato il dispositivo, non deve fare nulla.
",
    sms: "{{organization}}: promemoria, configuri il suo iPhone o iPad: {{link}} Valido {{expiry}}.",
};

pub(super) const CODE: Text = Text {
    subject: "Il suo codice per {{organization}}",
    body: "
Buongiorno {{recipient}},

questo è il suo codice per configurare il suo iPhone o iPad per {{organization}}:

{{code}}

Lo inserisca nella pagina che lo richiede e in nessun altro posto. Nessuno di {{organization}} glielo chiederà. Se non ha richiesto un codice, può ignorare questo messaggio.
",
    sms: "{{code}} è il suo codice per {{organization}}. Non lo comunichi a nessuno.",
};
