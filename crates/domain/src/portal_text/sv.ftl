### The texts of the enrollment portal, in Swedish.

## page

page-title = Ställ in din enhet
page-step = Steg { $step } av { $steps }
page-help-heading = Behöver du hjälp?
page-language = Språk

## language

language-title = Välj språk
language-text = Sidorna på den här enheten visas på det språket. Inget annat ändras.
language-back = Tillbaka

## login

login-title = Logga in
login-text = Logga in med kontot som du har fått av { $organization }.
login-invited-text = { $inviter } har bjudit in dig. Logga in med kontot som du har fått av { $organization }.
login-invited-by-name-text = { $inviter } har bjudit in **{ $recipient }**. Logga in med kontot som du har fått av { $organization }.
login-username = Användarnamn
login-password = Lösenord
login-button = Logga in
login-note-text = Inget på den här enheten ändras förrän du själv installerar en profil, två steg härifrån.
login-invited-note-text = Inget på den här enheten ändras förrän du själv installerar en profil.
login-code-link = Har du en kod?
login-leave-button = Fortsätt utan den här inbjudan
login-username-missing = Ange ditt användarnamn.
login-password-missing = Ange ditt lösenord.
login-refused = Användarnamnet eller lösenordet stämmer inte, eller så får kontot inte användas här.
login-throttled = Det har gjorts för många försök. Försök igen { $wait }.
login-nothing-offered = Ditt konto får inte ställa in enheter. Be din administratör om tillstånd.
login-personal-only = Med ditt konto går det bara att ställa in privatägda enheter. De läggs till i Inställningar, inte på den här sidan. Fråga din administratör.
login-settings-instead = Din organisations enheter ställs inte in på den här sidan. Öppna Inställningar › Allmänt › VPN och enhetshantering på enheten och välj ”Logga in på jobb- eller skolkonto”.
login-administrator-instead = Din organisations enheter ställs inte in på den här sidan. Fråga din administratör hur det går till.
login-directory-silent = Katalogen hos { $organization } svarar inte, så personerna i den kan inte logga in just nu. Försök igen om några minuter. Lokala konton fungerar ändå: om du har ett sådant kontrollerar du användarnamnet och lösenordet.
login-provider-button = Logga in med { $provider }
login-provider-or = Eller med användarnamn och lösenord
login-leaving-title = Vidare till { $provider }
login-leaving-text = Du loggar in hos { $provider } och kommer sedan automatiskt tillbaka hit.
login-leaving-button = Gå vidare till { $provider }
login-passwords-off = Lösenord används inte här. Logga in med knappen ovan.
login-provider-off-text = Det går inte att logga in på det sättet just nu. Gå tillbaka och välj ett annat.
login-provider-over-text = Inloggningen har redan använts, tog längre än tio minuter eller påbörjades i en annan webbläsare. Börja om från början.
login-provider-declined-text = Du släpptes inte in där: inloggningen avbröts eller nekades. Börja om, eller be om hjälp.
login-provider-unverified-text = Svaret kunde inte verifieras, så ingen loggades in. Börja om. Om det händer igen ber du om hjälp och uppger referensen.
login-provider-nameless-text = Ditt användarnamn följde inte med. Be om hjälp och uppge referensen.

## ownership

ownership-title = Vems enhet är det här?
ownership-text = Det avgör vad { $organization } kan se och göra på den.
ownership-institutional-title = Den tillhör { $organization }
ownership-institutional-button = Ägs av organisationen
ownership-personal-title = Den tillhör mig
ownership-personal-button = Privatägd
ownership-not = Går inte:
ownership-personal-can-facts = se modellen, iOS-versionen och apparna för ditt arbete
ownership-personal-can-set-up = ställa in konton, nätverk och appar för ditt arbete
ownership-personal-can-remove = ta bort det som den själv har ställt in
ownership-personal-cannot-identify = se serienumret eller telefonnumret
ownership-personal-cannot-see = se dina egna appar, bilder och meddelanden, eller var du är
ownership-personal-cannot-erase = radera enheten eller ta bort lösenkoden
ownership-note-text = Osäker? Tänk efter vem som har betalat den, eller fråga den som gav dig den. Du kan komma tillbaka till den här sidan.
ownership-fault = Välj ett av de två.

## eula

eula-title = Avtal
eula-text = { $organization } ber dig läsa och godkänna detta innan enheten ställs in.
eula-button = Godkänn
eula-refuse-button = Jag godkänner inte

## sites

site-title = Välj plats
site-text = Var hör den här enheten hemma?
site-legend = Plats
site-none = Ingen plats
site-note-text = Osäker? Fråga den som gav dig kontot.
site-button = Fortsätt
site-fault = Välj en av dessa.

## certificate

certificate-title = Installera certifikatet
certificate-text = Med det här certifikatet vet enheten att den talar med { $organization } och inte med någon annan. Hämta det här och installera det sedan i Inställningar inom 8 minuter.
certificate-fetched-text = Öppna nu **Inställningar**, tryck på **Profil hämtad** och installera certifikatet. Kom sedan tillbaka och fortsätt.
certificate-tap-install-text = Det står uppe till höger. Ange lösenkoden, tryck på **Installera** igen och sedan på **Klar**.
certificate-button = Hämta certifikatet
certificate-again-button = Hämta igen
certificate-next-button = Det är installerat: fortsätt

## institutional-mdm

install-title = Installera profilen
install-later-title = Nästan klart
install-text = Hämta den här och installera den sedan i Inställningar. iOS sparar den i 8 minuter.
install-fetched-text = Öppna nu **Inställningar** och tryck på **Profil hämtad**. Kom sedan tillbaka: den här sidan vet hur långt du har kommit.
install-connecting-text = Enheten ansluter. Låt den vara på en stund.
install-button = Hämta profilen
install-again-button = Hämta igen
install-logout-button = Logga ut och börja om
install-clock-text = Klockan på den här enheten går fel. Ställ den i **Inställningar › Allmänt › Datum och tid**, annars misslyckas installationen.
install-before = Installera den före { $time }
install-left = Tid kvar att installera
install-gone = iOS har slängt profilen. Hämta den igen.
progress-title = Förlopp
progress-logged-in = Inloggad
progress-profile-fetched = Profil hämtad
progress-certificate-issued = Certifikat utfärdat
progress-checked-in = Enheten har anmält sig
progress-enrolled = Registrerad
progress-done = klart
progress-now = pågår
progress-to-come = återstår
tap-title = Så trycker du
tap-allow-title = Tillåt hämtningen
tap-allow-text = När Safari frågar trycker du på **Tillåt** och stänger sedan meddelandet.
tap-settings-title = Öppna Inställningar
tap-settings-text = Tryck på **Profil hämtad** nästan överst. Finns den inte? Titta i **Allmänt › VPN och enhetshantering**.
tap-install-title = Tryck på Installera
tap-install-text = Det står uppe till höger.
tap-passcode-title = Ange lösenkoden
tap-passcode-text = Den som låser upp den här enheten. Tryck sedan på **Installera** igen.
tap-trust-title = Lita på fjärrhanteringen
tap-trust-text = Tryck på **Lita på**, sedan på **Klar**, och gå tillbaka till den här sidan.
ios-ignore = Ignorera
tap-allow-opens-text = När Safari frågar trycker du på **Tillåt**. Inställningar öppnas av sig självt.
tap-settings-before-15-text = Tryck på **Profil hämtad** nästan överst. Finns den inte? Titta i **Allmänt › Profiler och enhetshantering**.
tap-settings-ipad-text = Tryck på **Profil hämtad** i sidofältet, nästan överst. Finns den inte? Titta i **Allmänt › VPN och enhetshantering**.
tap-warning-title = Läs vad det innebär
tap-warning-text = iOS talar om vad profilen gör. Tryck på **Installera** en gång till.
drawing-other-title = Ser det annorlunda ut?
drawing-other-text = Välj vad som finns på din enhet.
ios-generation-26 = iOS 26 eller senare
ios-generation-18 = iOS 18
ios-generation-15 = iOS 15 till 17
ios-generation-12 = iOS 12 till 14
ios-generation-10 = iOS 10 eller 11
ios-generation-ipad = iPad
drawing-allow = Safari frågar om en profil får hämtas. Av de två svaren är Tillåt markerat.
drawing-profile-downloaded = Listan i Inställningar. Raden Profil hämtad nästan överst är markerad.
drawing-install = Profilen i Inställningar. Installera överst är markerat.
drawing-passcode = iOS frågar efter enhetens lösenkod.
drawing-warning = iOS talar om vad profilen gör. Installera överst är markerat.
drawing-trust = iOS frågar om du litar på fjärrhanteringen. Av de två svaren är Lita på markerat.
drawing-general = Allmänt i Inställningar. Raden Om är markerad.
drawing-about = Om i Inställningar. Raden Inställningar för betrodda certifikat längst ned är markerad.
drawing-trust-switch = Inställningar för betrodda certifikat. Reglaget bredvid certifikatet är på och markerat.
drawing-device-management = Allmänt i Inställningar. Raden med profilerna är markerad.
drawing-sign-in = VPN och enhetshantering i Inställningar. Raden för att logga in på ett jobb- eller skolkonto är markerad.
install-help-title = Händer ingenting?
install-help-row-text = **Ingen rad i Inställningar?** iOS sparar en profil i 8 minuter, och bara den senaste: hämta den igen, och titta även i **Allmänt › VPN och enhetshantering**.
install-help-managed-text = **Fortfarande ingen rad, eller gör Installera ingenting?** Enheten kanske redan hanteras, av en skola, en arbetsgivare eller Skärmtid. Den som hanterar den måste släppa den först: titta i **Allmänt › VPN och enhetshantering**.
install-help-stolen-text = **Skydd för stulen enhet** ber om ditt ansikte eller finger, och utanför välbekanta platser kan du behöva vänta en timme. Vänta, gör det här hemma eller på jobbet, eller stäng av det en stund i **Inställningar › Face ID och lösenkod**.
install-help-lockdown-text = **Låst läge** släpper inte in några profiler. Stäng av det i **Inställningar › Integritet och säkerhet** tills enheten är inställd.
install-help-clock-text = **Fel datum eller tid** gör att installationen misslyckas. Slå på **Ställ in automatiskt** i **Inställningar › Allmänt › Datum och tid**.
install-help-vpn-text = **Ett VPN eller ett filter** kan hindra enheten från att nå oss. Stäng av det tills allt är klart.
ios-allow = Tillåt
ios-settings = Inställningar
ios-profile-downloaded = Profil hämtad
ios-install-profile = Installera profil
ios-install = Installera
ios-cancel = Avbryt
ios-enter-passcode = Ange lösenkod
ios-remote-management = Fjärrhantering
ios-trust = Lita på
ios-warning = Varning
ios-general = Allmänt
ios-about = Om
ios-certificate-trust-settings = Inställningar för betrodda certifikat
ios-vpn-and-device-management = VPN och enhetshantering
ios-profiles-and-device-management = Profiler och enhetshantering
ios-sign-in = Logga in på jobb- eller skolkonto…

## user-enrollment-mdm

personal-title = Fortsätt i Inställningar
personal-text = En egen enhet läggs till i Inställningar, inte på den här sidan. Du behöver inte hämta något.
personal-step-settings = Öppna **Inställningar › Allmänt › VPN och enhetshantering**.
personal-step-sign-in = Tryck på **Logga in på jobb- eller skolkonto**.
personal-step-account = Skriv ditt hanterade Apple-konto: { $address }
personal-step-account-unknown = Skriv det hanterade Apple-konto som du har fått av { $organization }.
personal-step-follow = Logga in som du gjorde här, och följ det som enheten visar.
personal-version-text = Det kräver iOS 15 eller iPadOS 15, eller senare.
personal-privacy-link = Vad { $organization } kommer att se
personal-back-link = Det är inte min egen enhet
personal-logout-button = Logga ut från den här sidan
privacy-title = Din egen enhet och { $organization }
privacy-text = När du loggar in med ditt jobbkonto på en egen enhet håller iOS arbetet skilt från allt annat. Det här är exakt vad det innebär.
privacy-sees-title = { $organization } ser
privacy-sees-model = modellen, iOS-versionen och enhetens namn
privacy-sees-account = ditt hanterade Apple-konto, och när enheten senast hördes av
privacy-sees-apps = de appar, profiler och certifikat som den själv har installerat
privacy-sees-state = om det finns en lösenkod, och hur mycket lagring som är ledig
privacy-sees-not-title = { $organization } ser inte
privacy-sees-not-identifiers = serienumret, UDID, IMEI eller telefonnumret: iOS ger den ett nummer som upphör när registreringen avslutas
privacy-sees-not-apps = vilka andra appar du har, eller ditt Apple-konto
privacy-sees-not-content = bilder, meddelanden, mejl, samtal eller webbplatserna du besöker
privacy-sees-not-place = var enheten är
privacy-does-title = { $organization } kan
privacy-does-set-up = ställa in konton, nätverk och appar för ditt arbete
privacy-does-passcode = kräva en lösenkod med sex siffror
privacy-does-remove = ta bort det som den har ställt in, med innehållet i det
privacy-does-not-title = { $organization } kan inte
privacy-does-not-erase = radera enheten, eller något av ditt eget på den
privacy-does-not-unlock = ta bort din lösenkod eller låsa upp enheten
privacy-does-not-rule = förbjuda dig appar eller ändra inställningar för hela enheten
privacy-end-text = Du kan avsluta det när som helst: logga ut i **Inställningar › Allmänt › VPN och enhetshantering**. Det som har ställts in för arbetet tas då bort; allt annat finns kvar.
privacy-back-link = Tillbaka

## complete

complete-title = Allt är klart
complete-text = Den här enheten hanteras nu av { $organization }. Du kan börja använda den.
complete-facts-title = Det här har ställts in
complete-managed-by = Hanteras av
complete-assigned-to = Tilldelad
complete-ownership = Ägande
complete-since = Sedan
complete-institutional = Ägs av organisationen
complete-personal = Privatägd
complete-know-title = Bra att veta
complete-arrives = Konton, nätverk och appar kommer av sig själva under de närmaste minuterna.
complete-where = Profilen finns i **Inställningar › Allmänt › VPN och enhetshantering**.
complete-ask = Frågor? Fråga din administratör hos { $organization }.
complete-logout-button = Logga ut från den här sidan
complete-close-text = Du kan stänga den här sidan.
failed-title = Det gick inte
failed-reference = Referens
stop-challenge-used = Den här profilen har redan använts. Ta bort den i Inställningar om den finns kvar, och hämta sedan en ny här.
stop-challenge-expired = Profilen installerades för sent. Hämta den igen och installera den inom åtta minuter.
stop-request-refused = Den här enheten kunde inte få sitt certifikat. Uppdatera den till senaste iOS och hämta sedan profilen igen.
stop-other-device = Profilen användes på en annan enhet. Börja om på den enhet som du vill registrera.
stop-wrong-topic = Organisationens inställningar ändrades under registreringen. Logga ut här och börja om.
stop-invitation-used-up = Under tiden har inbjudan använts på andra enheter. Be den som bjöd in dig om en ny.
stop-other-serial-number = Den här inbjudan gäller en annan enhet. Använd den på den enhet som den är avsedd för, eller be om en ny.
stop-serial-number-not-admitted = Din organisation känner inte till den här enheten. Ge administratören serienumret, i Inställningar › Allmänt › Om, och börja sedan om.
stop-other-way = Enheten registrerades på ett annat sätt än den skulle. Börja om i Inställningar › Allmänt › VPN och enhetshantering.
stop-not-signed-in = Enheten visade inte att du har loggat in. Börja om i Inställningar › Allmänt › VPN och enhetshantering.
stop-os-too-old = Systemet på den här enheten är äldre än din organisation tillåter. Uppdatera det i Inställningar › Allmänt › Programuppdatering och hämta sedan profilen igen.
stop-model-not-admitted = Din organisation hanterar inte enheter av den här modellen. Använd en annan enhet, eller fråga din administratör.
stop-re-enrollment-refused = Den här enheten är registrerad på någon annan hos din organisation. Bara den personen eller en administratör kan ställa in den igen. Fråga din administratör.

## welcome

welcome-title = Det här kommer att hända
welcome-text = { $organization } kommer att hantera den här enheten. Det tar ungefär tre minuter.
welcome-you-title = Du
welcome-by-invitation = Genom inbjudan
welcome-not-you-button = Är det inte du?
welcome-steps-title = Tre steg
welcome-four-steps-title = Fyra steg
welcome-step-certificate = Du **installerar ett certifikat** och slår på det, så att den här enheten litar på vår server.
welcome-step-download = Du **hämtar en profil** från den här sidan.
welcome-step-install = Du **installerar den i Inställningar** med din lösenkod. Vi visar varje tryck.
welcome-step-back = Du **kommer tillbaka hit**. Den här sidan säger till när allt är klart.
welcome-can-title = { $organization } kommer att kunna
welcome-can-facts = se modellen, serienumret, iOS-versionen och lagringen
welcome-can-apps = se vilka appar som är installerade
welcome-can-set-up = ställa in konton, nätverk och appar för ditt arbete
welcome-can-erase = låsa enheten, ta bort lösenkoden eller radera den
welcome-cannot-title = { $organization } kan inte
welcome-cannot-messages = läsa dina meddelanden, mejl eller anteckningar
welcome-cannot-photos = se dina bilder eller webbplatserna du besöker
welcome-cannot-passwords = avlyssna dig eller se dina lösenord
welcome-institutional-text = Den här enheten ställs in som ägd av organisationen. Du kan sluta här: inget ändras förrän du installerar profilen.
welcome-personal-text = Den här enheten ställs in som privatägd. Du kan sluta här: inget ändras förrän du installerar profilen.
welcome-button = Fortsätt

## user

user-title = Tilldela en användare
user-heading = Vem är den till?
user-text = Sök upp personen som ska använda den här enheten.
user-field = Användarnamn, namn eller e-postadress
user-search-button = Sök
user-found = Hittad
user-too-short = Skriv minst två tecken.
user-nobody = Ingen hittades med ”{ $searched }”. Kontrollera stavningen.
user-silent = Det gick inte att söka just nu. Försök igen om en minut.
user-unknown = Katalogen känner inte längre till den här personen. Sök igen.
user-not-all = Det gick inte att söka bland alla: { $directories } svarar inte.
user-count = { $count ->
    [one] En person
   *[other] { $count } personer
}
user-assign-button = Tilldela
user-assign-to = Tilldela { $name }
user-so-far = Just nu är enheten avsedd för { $name }.
user-so-far-nobody = Just nu är enheten inte avsedd för någon.
user-keep-link = Låt det vara så
user-blank-button = Fortsätt utan användare

## code

code-title = Ange koden
code-text = Vi har skickat sex siffror till **{ $address }**. De gäller i tio minuter.
code-field = Kod
code-button = Fortsätt
code-again-button = Skicka en ny kod
code-sent-again = En ny kod är på väg. Bara den senaste gäller.
code-note-text = Kom det ingenting? Kontrollera om adressen eller numret fortfarande är ditt, och fråga den som bjöd in dig.
code-stop-button = Sluta här
code-missing = Ange de sex siffrorna.
code-refused = Koden stämmer inte, eller är äldre än tio minuter.
code-used-up = Det har skickats för många koder. Börja om från din inbjudan.

## approval

approval-title = Väntar på godkännande
approval-text = Den som bjöd in dig har fått besked och avgör om den här enheten. Du behöver inte göra något.
approval-yours = Du har gjort din del
approval-theirs = Någon godkänner
approval-then = Du installerar profilen
approval-note = Sidan går vidare av sig själv. Du kan lämna den och komma tillbaka senare i den här webbläsaren.
approval-button = Titta igen
approval-stop-button = Sluta här

## reenrollment

known-title = Den här enheten är känd
known-text = Denna { $kind } har ställts in tidigare. Den tillhör **{ $user }**.
known-kind = enhet
known-facts-title = Vad som händer med den
known-device = Enhet
known-now = Tillhör
known-then = Kommer att tillhöra
known-same = Den tillhör fortfarande { $user } och ställs in på nytt.
known-becomes = Den kommer att tillhöra { $becomes }. Det som { $user } har fått på den av organisationen tas bort.
known-stays = I registret tillhör den { $user } tills en administratör bekräftar ändringen.
known-nobody = I registret kommer den inte att tillhöra någon.
known-refused = Bara { $user } eller en administratör kan ställa in den igen. Fråga din administratör.
known-button = Ja, ställ in den
known-other-button = Det här är en annan enhet
known-stop-button = Sluta här

## invitation

invitation-title = Du är inbjuden
invitation-text = **{ $inviter }** bjuder in dig att ställa in den här enheten med { $organization }.
invitation-for = Till
invitation-from = Från
invitation-ends = Går ut
invitation-steps-title = Det här kommer att hända
invitation-step-login = Du **loggar in** med kontot som du har fått av { $organization }.
invitation-step-code = Du **anger en kod** som vi skickar till { $address }.
invitation-step-approval = { $inviter } **godkänner** den här enheten.
invitation-step-install = Du **installerar en profil** i Inställningar. Vi visar varje tryck.
invitation-step-managed = Sedan **hanteras den här enheten** av { $organization }. Du läser i förväg vad det innebär.
invitation-note-text = Inget på den här enheten ändras förrän du själv installerar profilen.
invitation-button = Fortsätt
invitation-leave-button = Inte till mig
invitation-computer-text = **{ $inviter }** bjuder in dig att ställa in en enhet med { $organization }. Ta fram den iPhone eller iPad som du vill ställa in.
invitation-browser-text = **{ $inviter }** bjuder in dig att ställa in en enhet med { $organization }. iOS tar bara emot profiler säkert från Safari, och det här är { $browser }.
invitation-message-title = Med ditt meddelande
invitation-browser-back = Gå tillbaka till meddelandet med din inbjudan.
invitation-browser-copy = Håll fingret på länken och **kopiera** den.
invitation-browser-paste = Öppna **Safari**, klistra in länken i adressfältet och gå till sidan.
invitation-computer-open = Öppna meddelandet med din inbjudan **på den enheten**.
invitation-computer-tap = Tryck på länken i det. Den öppnas i **Safari**.
invitation-code-title = Eller med koden i ditt meddelande
invitation-code-address = Öppna { $address } i Safari.
invitation-code-address-or-picture = Öppna { $address } i Safari, eller rikta kameran mot bilden nedan.
invitation-code-tap = Tryck på **Har du en kod?**
invitation-code-type = Skriv koden från ditt meddelande.
code-entry-title = Ange din kod
code-entry-text = Tio bokstäver och siffror: under länken i din inbjudan, eller på den andra enheten där du har börjat.
code-entry-field = Kod
code-entry-button = Fortsätt
code-entry-note-text = Stora bokstäver och streck spelar ingen roll.
code-entry-none-link = Jag har ingen kod
code-entry-missing = Ange koden.
code-entry-unknown = Länken eller koden gäller inte. Kontrollera den, eller be den som bjöd in dig om en ny.
invitation-unknown-title = Länken gäller inte
invitation-unknown-text = Ingen inbjudan hör till den. Kontrollera att hela länken eller koden kom fram, eller be den som bjöd in dig om en ny.
invitation-expired-title = Din inbjudan har gått ut
invitation-expired-text = Den gällde under en begränsad tid, och den tiden är slut.
invitation-revoked-title = Din inbjudan har dragits tillbaka
invitation-revoked-text = Den som bjöd in dig har tagit tillbaka den, så den gäller inte längre.
invitation-paused-title = Din inbjudan är pausad
invitation-paused-text = Den vilar för tillfället. Din länk gäller fortfarande: försök igen senare, eller fråga den som bjöd in dig.
invitation-used-up-title = Din inbjudan har använts
invitation-used-up-text = Så många enheter som den var avsedd för har ställts in med den, eller håller på att ställas in just nu.
invitation-outside-hours-title = Kom tillbaka lite senare
invitation-outside-hours-text = Den här inbjudan fungerar bara vissa tider, och nu är det inte en sådan tid. Din länk gäller fortfarande. Den som bjöd in dig känner till tiderna.
invitation-other-person-title = Den här inbjudan är till någon annan
invitation-other-person-text = Logga in med kontot som den skickades till, eller be den som bjöd in dig om en egen inbjudan.
invitation-other-person = Den här inbjudan är till någon annan. Logga in med kontot som den skickades till.
invitation-ask-button = Be om en ny länk
invitation-ask-note-text = Då får { $inviter } besked och avgör saken.
invitation-told-title = Vi har meddelat { $inviter }
invitation-told-text = Du får ett nytt meddelande när det skickas. Du kan stänga den här sidan.
invitation-asked-title = Du har redan frågat
invitation-asked-text = { $inviter } vet att du vill ha en ny länk.
invitation-again-button = Försök igen
invitation-without-button = Fortsätt utan den här inbjudan

## browser

browser-title = Öppna i Safari
browser-heading = Öppna den här sidan i Safari
browser-text = För att ställa in en enhet behövs en profil, och iOS tar bara emot profiler säkert från Safari. Du använder { $browser }.
browser-step-copy = Kopiera länken nedan.
browser-step-open = Öppna **Safari**.
browser-step-paste = Klistra in länken i adressfältet och gå till sidan.
browser-link = Länk
browser-copy-button = Kopiera länken
browser-copied = Kopierad
browser-camera = Använd en annan enhets kamera
browser-anyway-link = Försök i den här webbläsaren ändå
browser-qr = QR-kod med den här sidans adress
browser-of-app = den inbyggda webbläsaren i { $app }
browser-of-some-app = den inbyggda webbläsaren i en app
browser-google-app = Google-appen
computer-title = Fortsätt på din iPhone eller iPad
computer-text = Rikta kameran mot den här koden och tryck sedan på länken som visas.
computer-address = eller skriv den här adressen i Safari
computer-android-text = Android-enheter ställs inte in här. Rikta kameran på den iPhone eller iPad som du vill ställa in mot den här koden och tryck sedan på länken som visas.
browser-open-button = Öppna i Safari
browser-open-text = Hände ingenting? Gör så här i stället.
computer-ipad-link = Det här är den iPad som jag vill ställa in
unsuited-title = Den här enheten kanske inte passar
unsuited-old-text = Den verkar ha iOS { $version }, och { $organization } kräver { $minimum } eller senare. Uppdatera den i **Inställningar › Allmänt › Programuppdatering** och kom sedan tillbaka.
unsuited-kind-text = Det verkar vara en { $kind }, och { $organization } hanterar inte sådana.
unsuited-go-on-link = Fortsätt ändå
closed-title = Inte på den här sidan

## trust

trust-title = Slå på certifikatet
trust-text = Enheten litar på ett certifikat som har installerats för hand först när du slår på det. Öppna **Inställningar › Allmänt › Om › Inställningar för betrodda certifikat**.
trust-waiting = Väntar på reglaget. Sidan går vidare av sig själv.
trust-untrusted = Inte påslaget ännu. Sidan tittar varannan sekund.
trust-offline = Den här enheten har ingen anslutning till servern just nu.
trust-trusted = Påslaget. Vidare till profilen …
trust-tap-about-title = Inställningar › Allmänt › Om
trust-tap-about-text = Tryck på **Allmänt** i **Inställningar** och sedan på **Om**, allra överst.
trust-tap-settings-title = Inställningar för betrodda certifikat
trust-tap-settings-text = Rulla längst ned och tryck på **Inställningar för betrodda certifikat**.
trust-tap-switch-title = Slå på det
trust-tap-switch-text = Slå på **{ $certificate }**, tryck på **Fortsätt** och kom tillbaka till den här sidan.
trust-button = Det är påslaget: fortsätt
trust-anyway-button = Fortsätt ändå
trust-missing-text = Saknas Inställningar för betrodda certifikat? Då är certifikatet inte installerat ännu.
trust-back-link = Installera certifikatet

## handover

handover-title = Fortsätt på din iPhone eller iPad
handover-link = Fortsätt på en annan enhet
handover-elsewhere-title = Är det här enheten som du vill ställa in?
handover-elsewhere-text = Profilen installeras direkt på din iPhone eller iPad. Ta med dig det du har påbörjat: du behöver inte logga in igen.
handover-text = Det du har påbörjat här fortsätter där, och du behöver inte logga in igen. Den här sidan följer sedan bara med.
handover-invitation-text = Din inbjudan följer med dig.
handover-button = Visa koden
handover-scan-text = Rikta kameran på din iPhone eller iPad mot den här bilden och tryck sedan på länken som visas.
handover-qr = QR-kod för att fortsätta på en annan enhet
handover-code-title = Eller skriv en kod
handover-code-address = Öppna { $address } i Safari.
handover-code-tap = Tryck på **Har du en kod?**
handover-code-type = Skriv det här:
handover-until = Den gäller en gång, till { $time }.
handover-left = Tid kvar
handover-waiting = Väntar på din enhet…
handover-late-text = Koden gällde i tio minuter, och den tiden är slut.
handover-again-button = Visa en ny kod
handover-safari-text = Fortsätt i Safari: där börjar du där du är nu.
handover-safari-button = Öppna i Safari
handover-safari-else-text = Hände ingenting? Kopiera länken, öppna **Safari** och klistra in den i adressfältet.
handover-stay-link = Fortsätt här i stället
handover-gone-title = Fortsätter på din andra enhet
handover-gone-text = Resten sker där. Den här sidan visar hur långt den har kommit, och du kan stänga den när som helst.
handover-gone-invitation-text = Din inbjudan är öppen på den andra enheten. Du kan stänga den här sidan.
handover-enrolled-title = Din andra enhet är inställd
handover-enrolled-text = Den hanteras nu av { $organization }. Du kan stänga den här sidan.
handover-stopped-text = Något gick inte. Din andra enhet visar vad du ska göra.
handover-leave-button = Börja på något nytt här
handover-take-title = Fortsätta här?
handover-take-text = **{ $person }** har börjat ställa in en enhet. Det fortsätter här, där det stannade.
handover-take-invited-text = En inbjudan öppnades på en annan enhet. Den fortsätter här.
handover-take-note-text = Fortsätt bara om du själv har skapat koden. Inget på den här enheten ändras förrän du installerar en profil.
handover-take-button = Fortsätt här
handover-refuse-button = Inte till mig
handover-taken-title = Den här koden har använts
handover-taken-text = Varje kod gäller en gång. Skapa en ny där du fick den.
handover-expired-title = Den här koden är för gammal
handover-expired-text = Varje kod gäller i tio minuter. Skapa en ny där du fick den.
handover-over-title = Det finns inget att fortsätta med
handover-over-text = Det som koden var till för är över, eller fortsätter någon annanstans. Börja från början.
handover-replaced-text = Du hade börjat tidigare i den här webbläsaren. Det är över nu; det här är din nya början.

## ended

ended-checked-out-title = Hanteras inte längre
ended-checked-out-text = Profilen togs bort från enheten, så den hanteras inte längre. Du kan ställa in den igen.
ended-superseded-title = Inställd på nytt
ended-superseded-text = Enheten har sedan dess ställts in en gång till. Den här sidan hör till den tidigare gången.
ended-withdrawn-title = Ditt konto har ändrats
ended-withdrawn-text = Det stängdes eller fick ett nytt lösenord medan du höll på. Logga in igen för att börja om.
ended-logged-out-title = Du har loggat ut
ended-logged-out-text = Om du har hämtat profilen gäller den inte längre. Logga in igen för att börja om.
ended-invitation-revoked-title = Din inbjudan har dragits tillbaka
ended-invitation-revoked-text = Organisationen har dragit tillbaka eller pausat inbjudan. Be den som bjöd in dig om en ny.
ended-declined-title = Inte godkänd
ended-declined-text = Den som bjöd in dig har inte godkänt den här enheten. Fråga, om du tror att det är ett misstag.
ended-expired-title = Din tid här är slut
ended-expired-text = För din säkerhet gäller varje inloggning under en begränsad tid. Inget har gått förlorat: logga in igen och fortsätt.
ended-button = Börja om

## problem

problem-button = Tillbaka till början
problem-reference = Referens
problem-reference-text = Uppge den här koden om du ber om hjälp.
problem-nothing-title = Ingenting här
problem-nothing-text = Adressen finns inte. Kontrollera länken, eller börja från början.
problem-method-title = Det fungerar inte här
problem-method-text = Gå tillbaka och använd knapparna på sidan.
problem-foreign-title = Det skickades inte från den här sidan
problem-foreign-text = För din säkerhet avvisades begäran. Öppna sidan igen och försök en gång till.
problem-large-title = För mycket på en gång
problem-large-text = Det du skickade är större än den här sidan tar emot.
problem-throttled-title = För många försök
problem-throttled-text = Vänta en stund och försök sedan igen.
problem-unreadable-title = Det gick inte att läsa
problem-unreadable-text = Gå tillbaka, kontrollera det du skrev och försök igen.
problem-broken-title = Något gick fel här
problem-broken-text = Det är inte ditt fel. Försök igen om några minuter.
problem-silent-title = Något svarar inte
problem-silent-text = Något som behövs för detta svarar inte. Försök igen om några minuter.
problem-busy-title = Mycket att göra just nu
problem-busy-text = Servern har mycket att göra. Försök igen om några sekunder.
problem-refused-title = Det går inte
problem-refused-text = Gå tillbaka till början och försök en gång till. Om det händer igen frågar du din administratör.
problem-not-ready-text = Den här servern är inte redo att ställa in enheter. Fråga din administratör.
problem-wrong-links-title = För många felaktiga länkar
problem-wrong-links-text = Från ditt nätverk kom många länkar som inte finns. Vänta några minuter och börja sedan från början.
profile-unknown-title = Länken gäller inte
profile-unknown-text = Ingen profil hör till den här länken. Börja från början och använd hämtningsknappen där.
profile-expired-title = Länken är för gammal
profile-expired-text = Profilen kunde bara hämtas under en begränsad tid efter inloggningen. Logga in igen för att få en ny.
account-refused-title = Det går inte vidare
account-over-text = Inloggningen tog för lång tid eller har redan avslutats. Börja om i Inställningar.
account-other-text = Du skrev ett annat konto än ditt eget i Inställningar. Börja om i Inställningar med kontot som du har fått av din organisation.
account-device-text = Din organisation ställer inte in den här enheten på det sättet. Uppdatera den i Inställningar › Allmänt › Programuppdatering, eller fråga din administratör.
account-not-offered-text = Inloggning på ett konto i Inställningar erbjuds dig inte här. Fråga din administratör.
profile-used-title = Den här profilen har använts
profile-used-text = En enhet har redan ställts in med den. Börja från början för att ställa in en annan enhet, eller den här igen.
profile-ended-title = Registreringen är över
profile-ended-text = Profilen gäller inte längre. Logga in igen för att få en ny.
profile-personal-text = En egen enhet läggs till i Inställningar, inte med en profil.
profile-unanswered-text = Några frågor är fortfarande obesvarade. Gå tillbaka till början och besvara dem först.
profile-settled-text = Profilen har redan hämtats, så detta kan inte längre ändras. Logga ut och börja om för att ändra det.
profile-not-offered-text = Det här erbjöds dig inte. Gå tillbaka till början och välj igen.

## poster

poster-title = Ställ in din iPhone eller iPad
poster-lead = Rikta kameran mot den här koden och tryck på länken som visas.
poster-or-type = eller skriv den här adressen i Safari
poster-step-log-in = Logga in med kontot som du har fått av { $organization }.
poster-step-download = Hämta profilen och installera den i Inställningar. Sidan visar varje tryck.
poster-step-done = Gå tillbaka till sidan: den säger till när allt är klart.

## time

time-exact = { $day } { $month } { $year }, { $time } UTC
time-of-day = { $time } UTC
time-in-seconds = om några sekunder
time-in-moment = om mindre än en minut
time-in-minutes = { $count ->
    [one] om { $count } minut
   *[other] om { $count } minuter
}
time-in-hours = { $count ->
    [one] om { $count } timme
   *[other] om { $count } timmar
}
time-in-days = { $count ->
    [one] om { $count } dag
   *[other] om { $count } dagar
}
time-month-1 = jan.
time-month-2 = feb.
time-month-3 = mars
time-month-4 = apr.
time-month-5 = maj
time-month-6 = juni
time-month-7 = juli
time-month-8 = aug.
time-month-9 = sep.
time-month-10 = okt.
time-month-11 = nov.
time-month-12 = dec.
