//! Spanish.

use super::{Text, Words};

pub(super) const WORDS: Words = Words {
    nameless: "",
    button: "Configurar mi iPhone o iPad",
    link_note: "Si el botón no funciona, abra esta dirección en el iPhone o iPad:",
    qr_note: "¿Lee esto en un ordenador? Enfoque este código con la cámara del iPhone o iPad.",
    code_note: "O abra {{enroll}} en el dispositivo e introduzca el código {{code}}.",
    help_note: "¿Tiene preguntas? Diríjase a {{inviter}}.",
    sender_note: "{{inviter}} ha hecho enviar este mensaje en nombre de {{organization}}.",
    stranger_note: "Si no lo esperaba, no tiene que hacer nada.",
    until: "hasta el {{weekday}} {{day}} de {{month}} de {{year}} a las {{time}} ({{zone}})",
    until_short: "hasta el {{day2}}/{{month2}}/{{year}}, {{time}}",
    always: "sin fecha de caducidad",
    weekdays: ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"],
    months: [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
};

pub(super) const INVITATION: Text = Text {
    subject: "Configure su iPhone o iPad para {{organization}}",
    body: "
Hola {{recipient}}:

{{inviter}} le invita a configurar su iPhone o iPad para {{organization}}.

Se tarda unos cinco minutos. Tenga el dispositivo a mano y abra esta página **en el iPhone o iPad**:

{{link}}

Qué ocurre después:

- La página le guía paso a paso hasta un *perfil de gestión* y explica cada paso antes de que lo dé.
- Con el perfil, {{organization}} puede configurar el correo, la wifi y las apps del dispositivo por usted.
- La página también dice qué puede ver {{organization}} en el dispositivo y qué no.

El enlace es solo para usted y funciona {{expiry}}. No lo comparta, por favor.
",
    sms: "{{organization}}: configure su iPhone o iPad en {{link}} Activo {{expiry}}.",
};

pub(super) const REMINDER: Text = Text {
    subject: "Recordatorio: configure su iPhone o iPad para {{organization}}",
    body: "
Hola {{recipient}}:

{{inviter}} le invitó a configurar su iPhone o iPad para {{organization}}, y aún está pendiente. Se tarda unos cinco minutos.

Abra esta página **en el iPhone o iPad**:

{{link}}

El enlace es solo para usted y funciona {{expiry}}. Si entretanto ya ha configurado el dispositivo, no tiene que hacer nada.
",
    sms: "{{organization}}: no olvide configurar su iPhone o iPad: {{link}} Activo {{expiry}}.",
};

pub(super) const CODE: Text = Text {
    subject: "Su código para {{organization}}",
    body: "
Hola {{recipient}}:

Este es su código para configurar su iPhone o iPad para {{organization}}:

{{code}}

Introdúzcalo en la página que lo pide y en ningún otro sitio. Nadie de {{organization}} se lo pedirá. Si no ha solicitado ningún código, puede ignorar este mensaje.
",
    sms: "{{code}} es su clave para {{organization}}. No la comparta.",
};
