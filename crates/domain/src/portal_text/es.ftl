### The texts of the enrollment portal, in Spanish.

## page

page-title = Configura tu dispositivo
page-step = Paso { $step } de { $steps }
page-help-heading = ¿Necesitas ayuda?
page-language = Idioma

## language

language-title = Elige tu idioma
language-text = Las páginas aparecerán en ese idioma en este dispositivo. No cambia nada más.
language-back = Atrás

## login

login-title = Iniciar sesión
login-text = Inicia sesión con la cuenta que te dio { $organization }.
login-invited-text = { $inviter } te invita. Inicia sesión con la cuenta que te dio { $organization }.
login-invited-by-name-text = { $inviter } invita a **{ $recipient }**. Inicia sesión con la cuenta que te dio { $organization }.
login-username = Nombre de usuario
login-password = Contraseña
login-button = Iniciar sesión
login-note-text = En este dispositivo no cambia nada hasta que instales tú un perfil, dentro de dos pasos.
login-invited-note-text = En este dispositivo no cambia nada hasta que instales tú un perfil.
login-code-link = ¿Tienes un código?
login-leave-button = Seguir sin esta invitación
login-username-missing = Escribe tu nombre de usuario.
login-password-missing = Escribe tu contraseña.
login-refused = El nombre de usuario o la contraseña no es correcto, o esta cuenta no se puede usar aquí.
login-throttled = Ha habido demasiados intentos. Vuelve a intentarlo { $wait }.
login-nothing-offered = Tu cuenta no puede configurar dispositivos. Pide permiso a tu administrador.
login-personal-only = Con tu cuenta solo se pueden configurar dispositivos personales. Se añaden en Ajustes, no en esta página. Pregunta a tu administrador.
login-settings-instead = Los dispositivos de tu organización no se configuran en esta página. En el dispositivo, abre Ajustes › General › VPN y gestión de dispositivos y elige «Iniciar sesión en la cuenta del trabajo o centro educativo».
login-administrator-instead = Los dispositivos de tu organización no se configuran en esta página. Pregunta a tu administrador cómo se hace.
login-directory-silent = El directorio de { $organization } no responde, así que las personas que están en él no pueden iniciar sesión ahora. Vuelve a intentarlo en unos minutos. Las cuentas locales siguen funcionando: si tienes una, comprueba tu nombre de usuario y tu contraseña.
login-provider-button = Iniciar sesión con { $provider }
login-provider-or = O con nombre de usuario y contraseña
login-leaving-title = Continúa en { $provider }
login-leaving-text = Inicias sesión en { $provider } y vuelves aquí automáticamente.
login-leaving-button = Ir a { $provider }
login-passwords-off = Aquí no sirven las contraseñas. Inicia sesión con el botón de arriba.
login-provider-off-text = Por ahora nadie puede iniciar sesión de esta forma. Vuelve atrás y elige otra.
login-provider-over-text = Este inicio de sesión ya se usó, duró más de diez minutos o se empezó en otro navegador. Empieza de nuevo desde el principio.
login-provider-declined-text = Allí no se te dio acceso: el inicio de sesión se canceló o se rechazó. Empieza de nuevo o pide ayuda.
login-provider-unverified-text = No se pudo verificar la respuesta, así que nadie ha iniciado sesión. Empieza de nuevo. Si se repite, pide ayuda e indica la referencia.
login-provider-nameless-text = No ha llegado tu nombre de usuario. Pide ayuda e indica la referencia.

## ownership

ownership-title = ¿De quién es este dispositivo?
ownership-text = De eso depende lo que { $organization } puede ver y hacer en él.
ownership-institutional-title = Es de { $organization }
ownership-institutional-button = De la organización
ownership-personal-title = Es mío
ownership-personal-button = Personal
ownership-not = No es posible:
ownership-personal-can-facts = ver el modelo, la versión de iOS y las apps para tu trabajo
ownership-personal-can-set-up = configurar cuentas, redes y apps para tu trabajo
ownership-personal-can-remove = quitar de nuevo lo que haya configurado
ownership-personal-cannot-identify = ver el número de serie o el número de teléfono
ownership-personal-cannot-see = ver tus propias apps, fotos o mensajes, o dónde estás
ownership-personal-cannot-erase = borrar el dispositivo o quitar su código
ownership-note-text = ¿Tienes dudas? Piensa en quién lo pagó, o pregunta a quien te lo dio. Puedes volver a esta página.
ownership-fault = Elige una de las dos opciones.

## eula

eula-title = Acuerdo
eula-text = { $organization } te pide que leas y aceptes esto antes de configurar el dispositivo.
eula-button = Aceptar
eula-refuse-button = No acepto

## sites

site-title = Elige la sede
site-text = ¿A qué sede pertenece este dispositivo?
site-legend = Sede
site-none = Ninguna sede
site-note-text = ¿Tienes dudas? Pregunta a quien te dio la cuenta.
site-button = Continuar
site-fault = Elige una de estas.

## certificate

certificate-title = Instala el certificado
certificate-text = Con este certificado tu dispositivo sabe que habla con { $organization } y con nadie más. Descárgalo aquí y luego instálalo en Ajustes antes de 8 minutos.
certificate-fetched-text = Ahora abre **Ajustes**, toca **Perfil descargado** e instálalo. Luego vuelve aquí y continúa.
certificate-tap-install-text = Está arriba a la derecha. Introduce tu código, toca otra vez **Instalar** y luego **OK**.
certificate-button = Descargar certificado
certificate-again-button = Descargar otra vez
certificate-next-button = Ya está instalado: continuar

## institutional-mdm

install-title = Instala el perfil
install-later-title = Ya casi está
install-text = Descárgalo aquí y luego instálalo en Ajustes. iOS lo guarda durante 8 minutos.
install-fetched-text = Ahora abre **Ajustes** y toca **Perfil descargado**. Luego vuelve: esta página sabe por dónde vas.
install-connecting-text = Tu dispositivo se está conectando. Déjalo encendido un momento.
install-button = Descargar perfil
install-again-button = Descargar otra vez
install-logout-button = Cerrar sesión y empezar de nuevo
install-clock-text = El reloj de este dispositivo está mal. Ajústalo en **Ajustes › General › Fecha y hora**, o la instalación fallará.
install-before = Instálalo antes de esta hora: { $time }
install-left = Tiempo que queda para instalar
install-gone = iOS ha desechado el perfil. Descárgalo otra vez.
progress-title = Progreso
progress-logged-in = Sesión iniciada
progress-profile-fetched = Perfil descargado
progress-certificate-issued = Certificado emitido
progress-checked-in = Dispositivo conectado
progress-enrolled = Dispositivo configurado
progress-done = hecho
progress-now = en curso
progress-to-come = pendiente
tap-title = Qué hay que tocar
tap-allow-title = Permite la descarga
tap-allow-text = Cuando Safari pregunte, toca **Permitir** y luego cierra el mensaje.
tap-settings-title = Abre Ajustes
tap-settings-text = Toca **Perfil descargado**, cerca de la parte superior. ¿No está? Mira en **General › VPN y gestión de dispositivos**.
tap-install-title = Toca Instalar
tap-install-text = Está arriba a la derecha.
tap-passcode-title = Introduce tu código
tap-passcode-text = El que desbloquea este dispositivo. Luego toca otra vez **Instalar**.
tap-trust-title = Confía en la gestión remota
tap-trust-text = Toca **Confiar**, luego **OK**, y vuelve a esta página.
ios-ignore = Ignorar
tap-allow-opens-text = Cuando Safari pregunte, toca **Permitir**. Ajustes se abre automáticamente.
tap-settings-before-15-text = Toca **Perfil descargado**, cerca de la parte superior. ¿No está? Mira en **General › Perfiles y gestión de dispositivos**.
tap-settings-ipad-text = Toca **Perfil descargado** en el lateral, cerca de la parte superior. ¿No está? Mira en **General › VPN y gestión de dispositivos**.
tap-warning-title = Lee lo que significa
tap-warning-text = iOS dice lo que hace el perfil. Toca **Instalar** una vez más.
drawing-other-title = ¿Lo ves distinto?
drawing-other-text = Elige lo que hay en tu dispositivo.
ios-generation-26 = iOS 26 o posterior
ios-generation-18 = iOS 18
ios-generation-15 = iOS 15 a 17
ios-generation-12 = iOS 12 a 14
ios-generation-10 = iOS 10 u 11
ios-generation-ipad = iPad
drawing-allow = Safari pregunta si puede descargar un perfil. De las dos respuestas, está marcada «Permitir».
drawing-profile-downloaded = La lista de Ajustes. Está marcada la fila «Perfil descargado», cerca de la parte superior.
drawing-install = El perfil en Ajustes. Está marcado «Instalar», arriba.
drawing-passcode = iOS pide el código del dispositivo.
drawing-warning = iOS dice lo que hace el perfil. Está marcado «Instalar», arriba.
drawing-trust = iOS pregunta si confías en la gestión remota. De las dos respuestas, está marcada «Confiar».
drawing-general = «General» en Ajustes. Está marcada la fila «Información».
drawing-about = «Información» en Ajustes. Está marcada la fila «Ajustes de confianza de certificados», al final.
drawing-trust-switch = Ajustes de confianza de certificados. El interruptor junto al certificado está activado y marcado.
drawing-device-management = «General» en Ajustes. Está marcada la fila de los perfiles.
drawing-sign-in = «VPN y gestión de dispositivos» en Ajustes. Está marcada la fila para iniciar sesión en una cuenta del trabajo o centro educativo.
install-help-title = ¿No pasa nada?
install-help-row-text = **¿No hay ninguna fila en Ajustes?** iOS guarda un perfil durante 8 minutos, y solo el último: descárgalo otra vez y mira también en **General › VPN y gestión de dispositivos**.
install-help-managed-text = **¿Sigue sin haber fila, o Instalar no hace nada?** Puede que el dispositivo ya lo gestione un centro educativo, una empresa o Tiempo de uso. Quien lo gestiona tiene que liberarlo primero: mira en **General › VPN y gestión de dispositivos**.
install-help-stolen-text = **Protección en caso de robo del dispositivo** pide tu cara o tu dedo y, lejos de lugares conocidos, puede hacerte esperar una hora. Espera, hazlo en casa o en el trabajo, o desactívala un momento en **Ajustes › Face ID y código**.
install-help-lockdown-text = El **Modo de aislamiento** no deja entrar ningún perfil. Desactívalo en **Ajustes › Privacidad y seguridad** hasta que el dispositivo esté configurado.
install-help-clock-text = **Una fecha o una hora incorrecta** hace fallar la instalación. Activa **Ajuste automático** en **Ajustes › General › Fecha y hora**.
install-help-vpn-text = **Una VPN o un filtro** puede impedir que el dispositivo llegue a nosotros. Desactívalo hasta que todo esté listo.
ios-allow = Permitir
ios-settings = Ajustes
ios-profile-downloaded = Perfil descargado
ios-install-profile = Instalar perfil
ios-install = Instalar
ios-cancel = Cancelar
ios-enter-passcode = Introducir código
ios-remote-management = Gestión remota
ios-trust = Confiar
ios-warning = Advertencia
ios-general = General
ios-about = Información
ios-certificate-trust-settings = Ajustes de confianza de certificados
ios-vpn-and-device-management = VPN y gestión de dispositivos
ios-profiles-and-device-management = Perfiles y gestión de dispositivos
ios-sign-in = Iniciar sesión en la cuenta del trabajo o centro educativo…

## user-enrollment-mdm

personal-title = Sigue en Ajustes
personal-text = Un dispositivo personal se añade en Ajustes, no en esta página. No hay nada que descargar.
personal-step-settings = Abre **Ajustes › General › VPN y gestión de dispositivos**.
personal-step-sign-in = Toca **Iniciar sesión en la cuenta del trabajo o centro educativo**.
personal-step-account = Escribe tu cuenta de Apple gestionada: { $address }
personal-step-account-unknown = Escribe la cuenta de Apple gestionada que te dio { $organization }.
personal-step-follow = Inicia sesión como lo has hecho aquí y sigue lo que muestra el dispositivo.
personal-version-text = Se necesita iOS 15 o iPadOS 15, o posterior.
personal-privacy-link = Lo que verá { $organization }
personal-back-link = No es mi dispositivo personal
personal-logout-button = Cerrar sesión en esta página
privacy-title = Tu propio dispositivo y { $organization }
privacy-text = Cuando inicias sesión con tu cuenta de trabajo en un dispositivo personal, iOS mantiene el trabajo separado de todo lo demás. Esto es exactamente lo que significa.
privacy-sees-title = { $organization } ve
privacy-sees-model = el modelo, la versión de iOS y el nombre del dispositivo
privacy-sees-account = tu cuenta de Apple gestionada, y cuándo se conectó el dispositivo por última vez
privacy-sees-apps = las apps, los perfiles y los certificados que ha instalado
privacy-sees-state = si hay un código, y cuánto espacio queda libre
privacy-sees-not-title = { $organization } no ve
privacy-sees-not-identifiers = el número de serie, el UDID, el IMEI ni el número de teléfono: iOS le da un número que desaparece al terminar la gestión
privacy-sees-not-apps = qué otras apps tienes, ni tu cuenta de Apple
privacy-sees-not-content = fotos, mensajes, correos, llamadas ni los sitios web que visitas
privacy-sees-not-place = dónde está el dispositivo
privacy-does-title = { $organization } puede
privacy-does-set-up = configurar cuentas, redes y apps para tu trabajo
privacy-does-passcode = exigir un código de seis cifras
privacy-does-remove = quitar lo que ha configurado, con los datos que contiene
privacy-does-not-title = { $organization } no puede
privacy-does-not-erase = borrar el dispositivo, ni nada tuyo que haya en él
privacy-does-not-unlock = quitar tu código, ni desbloquear el dispositivo
privacy-does-not-rule = prohibirte apps ni cambiar ajustes de todo el dispositivo
privacy-end-text = Puedes terminarlo cuando quieras: cierra sesión en **Ajustes › General › VPN y gestión de dispositivos**. Entonces se elimina lo que se configuró para el trabajo; todo lo demás se queda.
privacy-back-link = Atrás

## complete

complete-title = Todo listo
complete-text = { $organization } gestiona ahora este dispositivo. Ya puedes usarlo.
complete-facts-title = Lo que se ha configurado
complete-managed-by = Gestionado por
complete-assigned-to = Asignado a
complete-ownership = Propiedad
complete-since = Desde
complete-institutional = De la organización
complete-personal = Personal
complete-know-title = Conviene saber
complete-arrives = Las cuentas, las redes y las apps llegan solas en los próximos minutos.
complete-where = Encuentras el perfil en **Ajustes › General › VPN y gestión de dispositivos**.
complete-ask = ¿Preguntas? Consulta a tu administrador en { $organization }.
complete-logout-button = Cerrar sesión en esta página
complete-close-text = Puedes cerrar esta página.
failed-title = No ha funcionado
failed-reference = Referencia
stop-challenge-used = Este perfil ya se ha usado. Elimínalo en Ajustes si sigue ahí y descarga uno nuevo aquí.
stop-challenge-expired = El perfil se instaló demasiado tarde. Descárgalo otra vez e instálalo antes de ocho minutos.
stop-request-refused = Este dispositivo no pudo obtener su certificado. Actualízalo a la última versión de iOS y descarga el perfil otra vez.
stop-other-device = El perfil se usó en otro dispositivo. Empieza de nuevo en el dispositivo que quieres configurar.
stop-wrong-topic = Los ajustes de la organización cambiaron durante la configuración. Cierra sesión aquí y empieza de nuevo.
stop-invitation-used-up = Mientras tanto, la invitación se usó en otros dispositivos. Pide una nueva a quien te invitó.
stop-other-serial-number = Esta invitación es para otro dispositivo. Úsala en el dispositivo al que estaba destinada, o pide una nueva.
stop-serial-number-not-admitted = Tu organización no conoce este dispositivo. Da a tu administrador su número de serie, en Ajustes › General › Información, y empieza de nuevo.
stop-other-way = Este dispositivo se registró de una forma distinta a la que se pidió. Empieza de nuevo en Ajustes › General › VPN y gestión de dispositivos.
stop-not-signed-in = Este dispositivo no mostró que hubieras iniciado sesión. Empieza de nuevo en Ajustes › General › VPN y gestión de dispositivos.
stop-os-too-old = El sistema de este dispositivo es más antiguo de lo que admite tu organización. Actualízalo en Ajustes › General › Actualización de software y descarga el perfil otra vez.
stop-model-not-admitted = Tu organización no gestiona dispositivos de este modelo. Usa otro dispositivo o pregunta a tu administrador.
stop-re-enrollment-refused = Este dispositivo está registrado en tu organización para otra persona. Solo esa persona o un administrador puede configurarlo de nuevo. Pregunta a tu administrador.

## welcome

welcome-title = Qué va a pasar
welcome-text = { $organization } va a gestionar este dispositivo. Se tarda unos tres minutos.
welcome-you-title = Tú
welcome-by-invitation = Con invitación
welcome-not-you-button = ¿No eres tú?
welcome-steps-title = Tres pasos
welcome-four-steps-title = Cuatro pasos
welcome-step-certificate = **Instalas un certificado** y lo activas, para que este dispositivo confíe en nuestro servidor.
welcome-step-download = **Descargas un perfil** desde esta página.
welcome-step-install = **Lo instalas en Ajustes**, con tu código. Te mostramos cada toque.
welcome-step-back = **Vuelves aquí**. Esta página te dice cuándo está todo listo.
welcome-can-title = { $organization } podrá
welcome-can-facts = ver el modelo, el número de serie, la versión de iOS y el almacenamiento
welcome-can-apps = ver qué apps están instaladas
welcome-can-set-up = configurar cuentas, redes y apps para tu trabajo
welcome-can-erase = bloquear el dispositivo, quitar su código o borrarlo
welcome-cannot-title = { $organization } no puede
welcome-cannot-messages = leer tus mensajes, correos o notas
welcome-cannot-photos = ver tus fotos o los sitios web que visitas
welcome-cannot-passwords = escucharte, ni ver tus contraseñas
welcome-institutional-text = Este dispositivo se configura como dispositivo de la organización. Puedes parar aquí: no cambia nada hasta que instales el perfil.
welcome-personal-text = Este dispositivo se configura como dispositivo personal. Puedes parar aquí: no cambia nada hasta que instales el perfil.
welcome-button = Continuar

## user

user-title = Asignar a una persona
user-heading = ¿Para quién es?
user-text = Busca a la persona que usará este dispositivo.
user-field = Nombre de usuario, nombre o correo electrónico
user-search-button = Buscar
user-found = Encontrado
user-too-short = Escribe al menos dos caracteres.
user-nobody = No se encuentra a nadie con «{ $searched }». Comprueba cómo está escrito.
user-silent = Ahora mismo no se ha podido buscar. Vuelve a intentarlo en un minuto.
user-unknown = El directorio ya no conoce a esta persona. Busca otra vez.
user-not-all = No se ha podido buscar en todas partes: { $directories } no responde.
user-count = { $count ->
    [one] Una persona
   *[other] { $count } personas
}
user-assign-button = Asignar
user-assign-to = Asignar a { $name }
user-so-far = Por ahora el dispositivo es para { $name }.
user-so-far-nobody = Por ahora el dispositivo no es para nadie.
user-keep-link = Dejarlo así
user-blank-button = Continuar sin asignar

## code

code-title = Introduce el código
code-text = Hemos enviado seis cifras a **{ $address }**. Valen durante diez minutos.
code-field = Código
code-button = Continuar
code-again-button = Enviar otro código
code-sent-again = Otro código está en camino. Solo cuenta el más reciente.
code-note-text = ¿No ha llegado nada? Comprueba si esa dirección o ese número sigue siendo tuyo y pregunta a quien te invitó.
code-stop-button = Parar aquí
code-missing = Introduce las seis cifras.
code-refused = Este código no es correcto, o tiene más de diez minutos.
code-used-up = Ha habido demasiados códigos. Empieza de nuevo desde tu invitación.

## approval

approval-title = A la espera de aprobación
approval-text = Hemos avisado a quien te invitó, que decide sobre este dispositivo. No tienes que hacer nada.
approval-yours = Ya has hecho tu parte
approval-theirs = Alguien lo aprueba
approval-then = Instalas el perfil
approval-note = Esta página sigue sola. Puedes salir y volver más tarde en este navegador.
approval-button = Mirar otra vez
approval-stop-button = Parar aquí

## reenrollment

known-title = Este dispositivo ya se conoce
known-text = Este { $kind } ya se configuró antes. Pertenece a **{ $user }**.
known-kind = dispositivo
known-facts-title = Qué será de él
known-device = Dispositivo
known-now = Pertenece a
known-then = Pertenecerá a
known-same = Sigue siendo de { $user } y se configura de nuevo.
known-becomes = Pertenecerá a { $becomes }. Se elimina lo que la organización dio en él a { $user }.
known-stays = Sigue registrado a nombre de { $user } hasta que un administrador confirme el cambio.
known-nobody = No quedará registrado a nombre de nadie.
known-refused = Solo { $user } o un administrador puede configurarlo de nuevo. Pregunta a tu administrador.
known-button = Sí, configurarlo
known-other-button = Es otro dispositivo
known-stop-button = Parar aquí

## invitation

invitation-title = Tienes una invitación
invitation-text = **{ $inviter }** te invita a configurar este dispositivo con { $organization }.
invitation-for = Para
invitation-from = De
invitation-ends = Termina
invitation-steps-title = Qué va a pasar
invitation-step-login = **Inicias sesión** con la cuenta que te dio { $organization }.
invitation-step-code = **Introduces un código** que enviamos a { $address }.
invitation-step-approval = { $inviter } **aprueba** este dispositivo.
invitation-step-install = **Instalas un perfil** en Ajustes. Te mostramos cada toque.
invitation-step-managed = Después, { $organization } **gestiona este dispositivo**. Antes lees lo que eso significa.
invitation-note-text = En este dispositivo no cambia nada hasta que instales tú el perfil.
invitation-button = Continuar
invitation-leave-button = No es para mí
invitation-computer-text = **{ $inviter }** te invita a configurar un dispositivo con { $organization }. Toma el iPhone o iPad que quieres configurar.
invitation-browser-text = **{ $inviter }** te invita a configurar un dispositivo con { $organization }. iOS solo acepta perfiles de forma fiable desde Safari, y estás usando { $browser }.
invitation-message-title = Con tu mensaje
invitation-browser-back = Vuelve al mensaje con tu invitación.
invitation-browser-copy = Mantén pulsado el enlace y **cópialo**.
invitation-browser-paste = Abre **Safari**, pega el enlace en la barra de direcciones y ábrelo.
invitation-computer-open = Abre el mensaje con tu invitación **en ese dispositivo**.
invitation-computer-tap = Toca el enlace que contiene. Se abre en **Safari**.
invitation-code-title = O con el código de tu mensaje
invitation-code-address = Abre { $address } en Safari.
invitation-code-address-or-picture = Abre { $address } en Safari, o apunta con la cámara a la imagen de abajo.
invitation-code-tap = Toca **¿Tienes un código?**
invitation-code-type = Escribe el código de tu mensaje.
code-entry-title = Introduce tu código
code-entry-text = Diez letras y cifras: debajo del enlace de tu invitación, o en el otro dispositivo en el que empezaste.
code-entry-field = Código
code-entry-button = Continuar
code-entry-note-text = Las mayúsculas y los guiones no importan.
code-entry-none-link = No tengo código
code-entry-missing = Introduce el código.
code-entry-unknown = Este enlace o código no es válido. Compruébalo, o pide uno nuevo a quien te invitó.
invitation-unknown-title = Este enlace no es válido
invitation-unknown-text = No corresponde a ninguna invitación. Comprueba que el enlace o el código ha llegado entero, o pide uno nuevo a quien te invitó.
invitation-expired-title = Tu invitación ha caducado
invitation-expired-text = Era válida por un tiempo limitado, y ese tiempo ha pasado.
invitation-revoked-title = Tu invitación se ha retirado
invitation-revoked-text = Quien te invitó la ha retirado, así que ya no sirve.
invitation-paused-title = Tu invitación está en pausa
invitation-paused-text = Por ahora está detenida. Tu enlace sigue siendo válido: inténtalo más tarde, o pregunta a quien te invitó.
invitation-used-up-title = Tu invitación ya se ha usado
invitation-used-up-text = Con ella ya se han configurado, o se están configurando ahora, todos los dispositivos previstos.
invitation-outside-hours-title = Vuelve un poco más tarde
invitation-outside-hours-text = Esta invitación solo funciona a ciertas horas, y esta no es una de ellas. Tu enlace sigue siendo válido. Quien te invitó sabe las horas.
invitation-other-person-title = Esta invitación es para otra persona
invitation-other-person-text = Inicia sesión con la cuenta a la que se envió, o pide a quien te invitó una invitación para ti.
invitation-other-person = Esta invitación es para otra persona. Inicia sesión con la cuenta a la que se envió.
invitation-ask-button = Pedir un enlace nuevo
invitation-ask-note-text = Esto avisa a { $inviter }, que decide.
invitation-told-title = Hemos avisado a { $inviter }
invitation-told-text = Te llegará un mensaje nuevo cuando se envíe. Puedes cerrar esta página.
invitation-asked-title = Ya lo has pedido
invitation-asked-text = { $inviter } sabe que quieres un enlace nuevo.
invitation-again-button = Reintentar
invitation-without-button = Seguir sin esta invitación

## browser

browser-title = Abrir en Safari
browser-heading = Abre esta página en Safari
browser-text = Para configurar un dispositivo hace falta un perfil, e iOS solo acepta perfiles de forma fiable desde Safari. Estás usando { $browser }.
browser-step-copy = Copia el enlace de abajo.
browser-step-open = Abre **Safari**.
browser-step-paste = Pega el enlace en la barra de direcciones y ábrelo.
browser-link = Enlace
browser-copy-button = Copiar enlace
browser-copied = Copiado
browser-camera = Usar la cámara de otro dispositivo
browser-anyway-link = Probar en este navegador de todos modos
browser-qr = Código QR de la dirección de esta página
browser-of-app = el navegador integrado de { $app }
browser-of-some-app = el navegador integrado de una app
browser-google-app = la app de Google
computer-title = Sigue en tu iPhone o iPad
computer-text = Apunta con su cámara a este código y luego toca el enlace que aparece.
computer-address = o escribe esta dirección en Safari
computer-android-text = Los dispositivos Android no se configuran aquí. Apunta a este código con la cámara del iPhone o iPad que quieres configurar y luego toca el enlace que aparece.
browser-open-button = Abrir en Safari
browser-open-text = ¿No ha pasado nada? Entonces hazlo así.
computer-ipad-link = Este es el iPad que quiero configurar
unsuited-title = Puede que este dispositivo no sirva
unsuited-old-text = Parece tener iOS { $version }, y { $organization } pide { $minimum } o posterior. Actualízalo en **Ajustes › General › Actualización de software** y luego vuelve.
unsuited-kind-text = Parece ser un { $kind }, y { $organization } no gestiona ese tipo de dispositivos.
unsuited-go-on-link = Seguir de todos modos
closed-title = No en esta página

## trust

trust-title = Activa el certificado
trust-text = Tu dispositivo solo confía en un certificado instalado a mano cuando lo activas. Abre **Ajustes › General › Información › Ajustes de confianza de certificados**.
trust-waiting = Esperando a que lo actives. Esta página sigue sola.
trust-untrusted = Aún no está activado. Esta página mira cada dos segundos.
trust-offline = Este dispositivo no tiene conexión con el servidor ahora mismo.
trust-trusted = Activado. Vamos al perfil…
trust-tap-about-title = Ajustes › General › Información
trust-tap-about-text = En **Ajustes**, toca **General** y luego **Información**, arriba del todo.
trust-tap-settings-title = Ajustes de confianza de certificados
trust-tap-settings-text = Desplázate hasta el final y toca **Ajustes de confianza de certificados**.
trust-tap-switch-title = Actívalo
trust-tap-switch-text = Activa **{ $certificate }**, toca **Continuar** y vuelve a esta página.
trust-button = Ya está activado: continuar
trust-anyway-button = Continuar de todos modos
trust-missing-text = ¿No está «Ajustes de confianza de certificados»? Entonces el certificado aún no está instalado.
trust-back-link = Instalar el certificado

## handover

handover-title = Sigue en tu iPhone o iPad
handover-link = Seguir en otro dispositivo
handover-elsewhere-title = ¿Es este el dispositivo que quieres configurar?
handover-elsewhere-text = El perfil se instala en el propio iPhone o iPad. Llévate lo que has empezado: no tienes que iniciar sesión otra vez.
handover-text = Lo que has empezado aquí sigue allí, y no tienes que iniciar sesión otra vez. Después, esta página solo acompaña.
handover-invitation-text = Tu invitación va contigo.
handover-button = Mostrar el código
handover-scan-text = Apunta con la cámara de tu iPhone o iPad a esta imagen y luego toca el enlace que aparece.
handover-qr = Código QR para seguir en otro dispositivo
handover-code-title = O escribe un código
handover-code-address = Abre { $address } en Safari.
handover-code-tap = Toca **¿Tienes un código?**
handover-code-type = Escribe esto:
handover-until = Sirve una sola vez, hasta esta hora: { $time }.
handover-left = Tiempo que queda
handover-waiting = Esperando a tu dispositivo…
handover-late-text = El código valía diez minutos, y ese tiempo ha pasado.
handover-again-button = Mostrar un código nuevo
handover-safari-text = Sigue en Safari: empieza donde estás.
handover-safari-button = Abrir en Safari
handover-safari-else-text = ¿No ha pasado nada? Copia el enlace, abre **Safari** y pégalo en la barra de direcciones.
handover-stay-link = Mejor seguir aquí
handover-gone-title = Sigue en tu otro dispositivo
handover-gone-text = El resto pasa allí. Esta página muestra por dónde va, y puedes cerrarla cuando quieras.
handover-gone-invitation-text = Tu invitación está abierta en el otro dispositivo. Puedes cerrar esta página.
handover-enrolled-title = Tu otro dispositivo está configurado
handover-enrolled-text = Ahora lo gestiona { $organization }. Puedes cerrar esta página.
handover-stopped-text = Algo no ha funcionado. Tu otro dispositivo dice qué hacer.
handover-leave-button = Empezar algo nuevo aquí
handover-take-title = ¿Seguir aquí?
handover-take-text = **{ $person }** ha empezado a configurar un dispositivo. Sigue aquí, donde se quedó.
handover-take-invited-text = Se abrió una invitación en otro dispositivo. Sigue aquí.
handover-take-note-text = Sigue solo si creaste tú este código. En este dispositivo no cambia nada hasta que instales un perfil.
handover-take-button = Seguir aquí
handover-refuse-button = No es para mí
handover-taken-title = Este código ya se ha usado
handover-taken-text = Cada código sirve una sola vez. Crea uno nuevo donde obtuviste este.
handover-expired-title = Este código es demasiado antiguo
handover-expired-text = Cada código vale diez minutos. Crea uno nuevo donde obtuviste este.
handover-over-title = No hay nada que continuar
handover-over-text = Aquello para lo que servía este código ha terminado o sigue en otro sitio. Empieza desde el principio.
handover-replaced-text = Ya habías empezado antes en este navegador. Eso ha terminado; este es tu nuevo comienzo.

## ended

ended-checked-out-title = Ya no se gestiona
ended-checked-out-text = El perfil se eliminó del dispositivo, así que ya no se gestiona. Puedes configurarlo de nuevo.
ended-superseded-title = Configurado de nuevo
ended-superseded-text = Desde entonces, el dispositivo se ha configurado otra vez. Esta página corresponde a la vez anterior.
ended-withdrawn-title = Tu cuenta ha cambiado
ended-withdrawn-text = Se cerró o recibió una contraseña nueva mientras seguías los pasos. Inicia sesión otra vez para empezar de nuevo.
ended-logged-out-title = Has cerrado sesión
ended-logged-out-text = El perfil que quizá descargaste ya no vale. Inicia sesión otra vez para empezar de nuevo.
ended-invitation-revoked-title = Tu invitación se ha retirado
ended-invitation-revoked-text = La organización ha retirado o pausado la invitación. Pide una nueva a quien te invitó.
ended-declined-title = No aprobado
ended-declined-text = Quien te invitó no ha aprobado este dispositivo. Pregúntale si crees que es un error.
ended-expired-title = Tu tiempo aquí ha terminado
ended-expired-text = Por tu seguridad, cada inicio de sesión sirve por un tiempo limitado. No se ha perdido nada: inicia sesión otra vez y sigue.
ended-button = Empezar de nuevo

## problem

problem-button = Volver al inicio
problem-reference = Referencia
problem-reference-text = Si pides ayuda, indica este código.
problem-nothing-title = Aquí no hay nada
problem-nothing-text = Esta dirección no existe. Comprueba el enlace, o empieza desde el principio.
problem-method-title = Eso no funciona aquí
problem-method-text = Vuelve atrás y usa los botones de la página.
problem-foreign-title = Eso no se envió desde esta página
problem-foreign-text = Por tu seguridad se rechazó la solicitud. Abre la página otra vez e inténtalo de nuevo.
problem-large-title = Demasiado de una vez
problem-large-text = Lo que has enviado es más grande de lo que acepta esta página.
problem-throttled-title = Demasiados intentos
problem-throttled-text = Espera un momento y vuelve a intentarlo.
problem-unreadable-title = No se ha podido leer
problem-unreadable-text = Vuelve atrás, comprueba lo que has escrito e inténtalo de nuevo.
problem-broken-title = Algo ha fallado aquí
problem-broken-text = No es culpa tuya. Vuelve a intentarlo en unos minutos.
problem-silent-title = Algo no responde
problem-silent-text = Algo que hace falta para esto no responde. Vuelve a intentarlo en unos minutos.
problem-busy-title = Mucha actividad ahora mismo
problem-busy-text = El servidor tiene mucho que hacer. Vuelve a intentarlo en unos segundos.
problem-refused-title = Eso no es posible
problem-refused-text = Vuelve al inicio e inténtalo otra vez. Si se repite, pregunta a tu administrador.
problem-not-ready-text = Este servidor no está listo para configurar dispositivos. Pregunta a tu administrador.
problem-wrong-links-title = Demasiados enlaces erróneos
problem-wrong-links-text = Desde tu red han llegado muchos enlaces que no existen. Espera unos minutos y empieza desde el principio.
profile-unknown-title = Este enlace no es válido
profile-unknown-text = Ningún perfil corresponde a este enlace. Empieza desde el principio y usa allí el botón de descarga.
profile-expired-title = Este enlace es demasiado antiguo
profile-expired-text = El perfil solo se podía descargar durante un tiempo limitado después de iniciar sesión. Inicia sesión otra vez para obtener uno nuevo.
account-refused-title = No se puede seguir
account-over-text = Este inicio de sesión duró demasiado, o ya había terminado. Empieza de nuevo en Ajustes.
account-other-text = En Ajustes escribiste una cuenta que no es la tuya. Empieza de nuevo en Ajustes con la cuenta que te dio tu organización.
account-device-text = Tu organización no configura este dispositivo de esta forma. Actualízalo en Ajustes › General › Actualización de software, o pregunta a tu administrador.
account-not-offered-text = Aquí no se te ofrece iniciar sesión en una cuenta en Ajustes. Pregunta a tu administrador.
profile-used-title = Este perfil ya se ha usado
profile-used-text = Con él ya se ha configurado un dispositivo. Para configurar otro, o este de nuevo, empieza desde el principio.
profile-ended-title = Esta configuración ha terminado
profile-ended-text = El perfil ya no sirve. Inicia sesión otra vez para obtener uno nuevo.
profile-personal-text = Un dispositivo personal se añade en Ajustes, no con un perfil.
profile-unanswered-text = Aún quedan preguntas por responder. Vuelve al inicio y respóndelas primero.
profile-settled-text = El perfil ya se descargó, así que esto ya no se puede cambiar. Para cambiarlo, cierra sesión y empieza de nuevo.
profile-not-offered-text = Esto no se te ofreció. Vuelve al inicio y elige otra vez.

## poster

poster-title = Configura tu iPhone o iPad
poster-lead = Apunta con la cámara a este código y toca el enlace que aparece.
poster-or-type = o escribe esta dirección en Safari
poster-step-log-in = Inicia sesión con la cuenta que te dio { $organization }.
poster-step-download = Descarga el perfil e instálalo en Ajustes. La página te muestra cada toque.
poster-step-done = Vuelve a la página: te dice cuándo está todo listo.

## time

time-exact = { $day } { $month } { $year }, { $time } UTC
time-of-day = { $time } UTC
time-in-seconds = en unos segundos
time-in-moment = en menos de un minuto
time-in-minutes = { $count ->
    [one] en { $count } minuto
   *[other] en { $count } minutos
}
time-in-hours = { $count ->
    [one] en { $count } hora
   *[other] en { $count } horas
}
time-in-days = { $count ->
    [one] en { $count } día
   *[other] en { $count } días
}
time-month-1 = ene
time-month-2 = feb
time-month-3 = mar
time-month-4 = abr
time-month-5 = may
time-month-6 = jun
time-month-7 = jul
time-month-8 = ago
time-month-9 = sept
time-month-10 = oct
time-month-11 = nov
time-month-12 = dic
