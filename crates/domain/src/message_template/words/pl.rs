//! Polish.

use super::{Text, Words};

pub(super) const WORDS: Words = Words {
    nameless: "",
    button: "Skonfiguruj mojego iPhone’a lub iPada",
    link_note: "Jeśli przycisk nie działa, otwórz ten adres na iPhonie lub iPadzie:",
    qr_note: "Czytasz to na komputerze? Skieruj aparat iPhone’a lub iPada na ten kod.",
    code_note: "Możesz też otworzyć na urządzeniu {{enroll}} i wpisać kod {{code}}.",
    help_note: "Masz pytania? Zwróć się do nadawcy: {{inviter}}.",
    sender_note: "Wiadomość wysłano na zlecenie: {{inviter}}, {{organization}}.",
    stranger_note: "Jeśli nie spodziewasz się tej wiadomości, nie musisz nic robić.",
    until: "do {{day}} {{month}} {{year}} ({{weekday}}), godz. {{time}} ({{zone}})",
    until_short: "do {{day2}}.{{month2}}.{{year}}, {{time}}",
    always: "bezterminowo",
    weekdays: ["poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela"],
    months: [
        "stycznia",
        "lutego",
        "marca",
        "kwietnia",
        "maja",
        "czerwca",
        "lipca",
        "sierpnia",
        "września",
        "października",
        "listopada",
        "grudnia",
    ],
};

pub(super) const INVITATION: Text = Text {
    subject: "Skonfiguruj swojego iPhone’a lub iPada – {{organization}}",
    body: "
Dzień dobry {{recipient}}!

{{inviter}} zaprasza do skonfigurowania iPhone’a lub iPada dla organizacji {{organization}}.

Zajmie to około pięciu minut. Przygotuj urządzenie i otwórz tę stronę **na iPhonie lub iPadzie**:

{{link}}

Co się wydarzy:

- Strona przeprowadzi Cię krok po kroku do *profilu zarządzania* i przed każdym krokiem wyjaśni, co on oznacza.
- Dzięki profilowi {{organization}} może skonfigurować na urządzeniu pocztę, Wi-Fi i aplikacje.
- Strona powie też, co {{organization}} może zobaczyć na urządzeniu, a czego nie.

Link jest przeznaczony tylko dla Ciebie i działa {{expiry}}. Prosimy nie przekazywać go dalej.
",
    sms: "{{organization}}: skonfiguruj iPhone'a lub iPada tutaj: {{link}} ({{expiry}})",
};

pub(super) const REMINDER: Text = Text {
    subject: "Przypomnienie: skonfiguruj iPhone’a lub iPada – {{organization}}",
    body: "
Dzień dobry {{recipient}}!

{{inviter}} zaprasza do skonfigurowania iPhone’a lub iPada dla organizacji {{organization}} – to jeszcze przed Tobą. Zajmie to około pięciu minut.

Otwórz tę stronę **na iPhonie lub iPadzie**:

{{link}}

Link jest przeznaczony tylko dla Ciebie i działa {{expiry}}. Jeśli urządzenie jest już skonfigurowane, nie musisz nic robić.
",
    sms: "{{organization}}: przypomnienie, skonfiguruj iPhone'a lub iPada: {{link}} ({{expiry}})",
};

pub(super) const CODE: Text = Text {
    subject: "Twój kod – {{organization}}",
    body: "
Dzień dobry {{recipient}}!

Oto kod do skonfigurowania iPhone’a lub iPada dla organizacji {{organization}}:

{{code}}

Wpisz go na stronie, która o niego prosi, i nigdzie indziej. Nikt z organizacji {{organization}} nie poprosi Cię o ten kod. Jeśli kod nie był Ci potrzebny, zignoruj tę wiadomość.
",
    sms: "{{code}} to kod dla {{organization}}. Nie podawaj go nikomu.",
};
