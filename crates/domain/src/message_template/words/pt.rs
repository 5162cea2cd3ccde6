//! Portuguese.

use super::{Text, Words};

pub(super) const WORDS: Words = Words {
    nameless: "",
    button: "Configurar o meu iPhone ou iPad",
    link_note: "Se o botão não funcionar, abra este endereço no iPhone ou iPad:",
    qr_note: "Está a ler isto num computador? Aponte a câmara do iPhone ou iPad para este código.",
    code_note: "Ou abra {{enroll}} no dispositivo e introduza o código {{code}}.",
    help_note: "Dúvidas? Contacte {{inviter}}.",
    sender_note: "{{inviter}} mandou enviar esta mensagem em nome de {{organization}}.",
    stranger_note: "Se não a esperava, não precisa de fazer nada.",
    until: "até {{weekday}}, {{day}} de {{month}} de {{year}}, às {{time}} ({{zone}})",
    until_short: "até {{day2}}/{{month2}}/{{year}}, {{time}}",
    always: "sem prazo",
    weekdays: [
        "segunda-feira",
        "terça-feira",
        "quarta-feira",
        "quinta-feira",
        "sexta-feira",
        "sábado",
        "domingo",
    ],
    months: [
        "janeiro",
        "fevereiro",
        "março",
        "abril",
        "maio",
        "junho",
        "julho",
        "agosto",
        "setembro",
        "outubro",
        "novembro",
        "dezembro",
    ],
};

pub(super) const INVITATION: Text = Text {
    subject: "Configure o seu iPhone ou iPad para {{organization}}",
    body: "
Olá {{recipient}},

Recebeu de {{inviter}} o convite para configurar o seu iPhone ou iPad para {{organization}}.

Demora cerca de cinco minutos. Tenha o dispositivo à mão e abra esta página **no iPhone ou iPad**:

{{link}}

O que acontece a seguir:

- A página conduz, passo a passo, a um *perfil de gestão* e explica cada passo antes de o dar.
- Com o perfil, {{organization}} pode configurar por si o correio, o Wi-Fi e as apps do dispositivo.
- A página diz também o que {{organization}} pode ver no dispositivo e o que não pode.

A ligação destina-se apenas a si e funciona {{expiry}}. Por favor, não a reencaminhe.
",
    sms: "{{organization}}: configure o seu iPhone ou iPad aqui: {{link}} Funciona {{expiry}}.",
};

pub(super) const REMINDER: Text = Text {
    subject: "Lembrete: configure o seu iPhone ou iPad para {{organization}}",
    body: "
Olá {{recipient}},

Recebeu de {{inviter}} o convite para configurar o seu iPhone ou iPad para {{organization}}, e isso ainda está por fazer. Demora cerca de cinco minutos.

Abra esta página **no iPhone ou iPad**:

{{link}}

A ligação destina-se apenas a si e funciona {{expiry}}. Se, entretanto, o dispositivo já foi configurado, não precisa de fazer nada.
",
    sms: "{{organization}}: lembrete, configure o seu iPhone ou iPad: {{link}} Funciona {{expiry}}.",
};

pub(super) const CODE: Text = Text {
    subject: "O seu código para {{organization}}",
    body: "
Olá {{recipient}},

Este é o seu código para configurar o seu iPhone ou iPad para {{organization}}:

{{code}}

Introduza-o na página que o pede e em mais lado nenhum. Ninguém de {{organization}} lho vai pedir. Se não pediu um código, pode ignorar esta mensagem.
",
    sms: "{{code}} é a sua chave para {{organization}}. Guarde-a para si.",
};
