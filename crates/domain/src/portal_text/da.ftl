### The texts of the enrollment portal, in Danish.

## page

page-title = Indstil din enhed
page-step = Trin { $step } af { $steps }
page-help-heading = Brug for hjælp?
page-language = Sprog

## language

language-title = Vælg dit sprog
language-text = Siderne på denne enhed vises på det sprog. Intet andet ændres.
language-back = Tilbage

## login

login-title = Log ind
login-text = Log ind med den konto, du har fået af { $organization }.
login-invited-text = { $inviter } har inviteret dig. Log ind med den konto, du har fået af { $organization }.
login-invited-by-name-text = { $inviter } har inviteret **{ $recipient }**. Log ind med den konto, du har fået af { $organization }.
login-username = Brugernavn
login-password = Adgangskode
login-button = Log ind
login-note-text = Intet på denne enhed ændres, før du selv installerer en profil, to trin herfra.
login-invited-note-text = Intet på denne enhed ændres, før du selv installerer en profil.
login-code-link = Har du en kode?
login-leave-button = Fortsæt uden denne invitation
login-username-missing = Skriv dit brugernavn.
login-password-missing = Skriv din adgangskode.
login-refused = Brugernavnet eller adgangskoden er ikke rigtig, eller også kan kontoen ikke bruges her.
login-throttled = Der har været for mange forsøg. Prøv igen { $wait }.
login-nothing-offered = Din konto må ikke indstille enheder. Bed din administrator om tilladelse.
login-personal-only = Med din konto kan kun privatejede enheder indstilles. De tilføjes i Indstillinger, ikke på denne side. Spørg din administrator.
login-settings-instead = Din organisations enheder indstilles ikke på denne side. Åbn Indstillinger › Generelt › VPN og enhedsadministration på enheden, og vælg ”Log ind på arbejds- eller skolekonto”.
login-administrator-instead = Din organisations enheder indstilles ikke på denne side. Spørg din administrator, hvordan det gøres.
login-directory-silent = Kataloget hos { $organization } svarer ikke, så personerne i det kan ikke logge ind lige nu. Prøv igen om nogle minutter. Lokale konti virker stadig: Hvis du har en, så kontroller dit brugernavn og din adgangskode.
login-provider-button = Log ind med { $provider }
login-provider-or = Eller med brugernavn og adgangskode
login-leaving-title = Videre til { $provider }
login-leaving-text = Du logger ind hos { $provider } og kommer automatisk tilbage hertil.
login-leaving-button = Gå videre til { $provider }
login-passwords-off = Adgangskoder bruges ikke her. Log ind med knappen ovenfor.
login-provider-off-text = Man kan ikke logge ind på denne måde i øjeblikket. Gå tilbage, og vælg en anden.
login-provider-over-text = Dette login er allerede brugt, tog længere tid end ti minutter eller blev begyndt i en anden browser. Begynd igen fra starten.
login-provider-declined-text = Du blev ikke lukket ind der: Login blev annulleret eller afvist. Begynd igen, eller bed om hjælp.
login-provider-unverified-text = Svaret kunne ikke bekræftes, så ingen blev logget ind. Begynd igen. Hvis det bliver ved, så bed om hjælp, og oplys referencen.
login-provider-nameless-text = Dit brugernavn fulgte ikke med. Bed om hjælp, og oplys referencen.

## ownership

ownership-title = Hvis enhed er det?
ownership-text = Det afgør, hvad { $organization } kan se og gøre på den.
ownership-institutional-title = Den tilhører { $organization }
ownership-institutional-button = Ejet af organisationen
ownership-personal-title = Den tilhører mig
ownership-personal-button = Privatejet
ownership-not = Ikke muligt:
ownership-personal-can-facts = se modellen, iOS-versionen og appsene til dit arbejde
ownership-personal-can-set-up = indstille konti, netværk og apps til dit arbejde
ownership-personal-can-remove = fjerne det igen, den selv har indstillet
ownership-personal-cannot-identify = se serienummeret eller telefonnummeret
ownership-personal-cannot-see = se dine egne apps, fotos og beskeder, eller hvor du er
ownership-personal-cannot-erase = slette enheden eller fjerne dens kode
ownership-note-text = Er du i tvivl? Tænk over, hvem der har betalt den, eller spørg den, der gav dig den. Du kan vende tilbage til denne side.
ownership-fault = Vælg en af de to.

## eula

eula-title = Aftale
eula-text = { $organization } beder dig læse og acceptere dette, før enheden indstilles.
eula-button = Acceptér
eula-refuse-button = Jeg accepterer ikke

## sites

site-title = Vælg stedet
site-text = Hvor hører denne enhed til?
site-legend = Sted
site-none = Intet sted
site-note-text = Er du i tvivl? Spørg den, der gav dig kontoen.
site-button = Fortsæt
site-fault = Vælg et af disse.

## certificate

certificate-title = Installer certifikatet
certificate-text = Med dette certifikat ved din enhed, at den taler med { $organization } og ingen andre. Hent det her, og installer det derefter i Indstillinger inden for 8 minutter.
certificate-fetched-text = Åbn nu **Indstillinger**, tryk på **Profil hentet**, og installer certifikatet. Kom så tilbage, og fortsæt.
certificate-tap-install-text = Det står øverst til højre. Indtast enhedens kode, tryk på **Installer** igen og derefter på **OK**.
certificate-button = Hent certifikatet
certificate-again-button = Hent igen
certificate-next-button = Det er installeret: fortsæt

## institutional-mdm

install-title = Installer profilen
install-later-title = Næsten færdig
install-text = Hent den her, og installer den derefter i Indstillinger. iOS gemmer den i 8 minutter.
install-fetched-text = Åbn nu **Indstillinger**, og tryk på **Profil hentet**. Kom så tilbage: Denne side ved, hvor langt du er nået.
install-connecting-text = Din enhed opretter forbindelse. Lad den være tændt et øjeblik.
install-button = Hent profilen
install-again-button = Hent igen
install-logout-button = Log ud, og begynd forfra
install-clock-text = Uret på denne enhed går forkert. Stil det i **Indstillinger › Generelt › Dato og tid**, ellers mislykkes installationen.
install-before = Installer den inden { $time }
install-left = Tid tilbage til at installere
install-gone = iOS har kasseret profilen. Hent den igen.
progress-title = Forløb
progress-logged-in = Logget ind
progress-profile-fetched = Profil hentet
progress-certificate-issued = Certifikat udstedt
progress-checked-in = Enheden har meldt sig
progress-enrolled = Tilmeldt
progress-done = færdig
progress-now = i gang
progress-to-come = mangler
tap-title = Her skal du trykke
tap-allow-title = Tillad hentningen
tap-allow-text = Når Safari spørger, så tryk på **Tillad**, og luk derefter beskeden.
tap-settings-title = Åbn Indstillinger
tap-settings-text = Tryk på **Profil hentet** næsten øverst. Er den der ikke? Se i **Generelt › VPN og enhedsadministration**.
tap-install-title = Tryk på Installer
tap-install-text = Det står øverst til højre.
tap-passcode-title = Indtast enhedens kode
tap-passcode-text = Den, der låser denne enhed op. Tryk derefter på **Installer** igen.
tap-trust-title = Godkend fjernadministrationen
tap-trust-text = Tryk på **Godkend**, derefter på **OK**, og vend tilbage til denne side.
ios-ignore = Ignorer
tap-allow-opens-text = Når Safari spørger, så tryk på **Tillad**. Indstillinger åbner af sig selv.
tap-settings-before-15-text = Tryk på **Profil hentet** næsten øverst. Er den der ikke? Se i **Generelt › Profiler og enhedsadministration**.
tap-settings-ipad-text = Tryk på **Profil hentet** i siden, næsten øverst. Er den der ikke? Se i **Generelt › VPN og enhedsadministration**.
tap-warning-title = Læs, hvad det betyder
tap-warning-text = iOS fortæller, hvad profilen gør. Tryk på **Installer** en gang til.
drawing-other-title = Ser det anderledes ud?
drawing-other-text = Vælg, hvad din enhed har.
ios-generation-26 = iOS 26 eller nyere
ios-generation-18 = iOS 18
ios-generation-15 = iOS 15 til 17
ios-generation-12 = iOS 12 til 14
ios-generation-10 = iOS 10 eller 11
ios-generation-ipad = iPad
drawing-allow = Safari spørger, om en profil må hentes. Af de to svar er Tillad markeret.
drawing-profile-downloaded = Listen i Indstillinger. Rækken Profil hentet næsten øverst er markeret.
drawing-install = Profilen i Indstillinger. Installer øverst er markeret.
drawing-passcode = iOS beder om enhedens kode.
drawing-warning = iOS fortæller, hvad profilen gør. Installer øverst er markeret.
drawing-trust = iOS spørger, om du godkender fjernadministrationen. Af de to svar er Godkend markeret.
drawing-general = Generelt i Indstillinger. Rækken Om er markeret.
drawing-about = Om i Indstillinger. Rækken Indstillinger for certifikatgodkendelse nederst er markeret.
drawing-trust-switch = Indstillinger for certifikatgodkendelse. Kontakten ved siden af certifikatet er slået til og markeret.
drawing-device-management = Generelt i Indstillinger. Rækken med profilerne er markeret.
drawing-sign-in = VPN og enhedsadministration i Indstillinger. Rækken til at logge ind på en arbejds- eller skolekonto er markeret.
install-help-title = Sker der ikke noget?
install-help-row-text = **Ingen række i Indstillinger?** iOS gemmer en profil i 8 minutter, og kun den seneste: Hent den igen, og se også i **Generelt › VPN og enhedsadministration**.
install-help-managed-text = **Stadig ingen række, eller gør Installer ingenting?** Enheden administreres måske allerede, af en skole, en arbejdsgiver eller Skærmtid. Den, der administrerer den, skal først frigive den: Se i **Generelt › VPN og enhedsadministration**.
install-help-stolen-text = **Beskyttelse af stjålet enhed** beder om dit ansigt eller din finger, og væk fra kendte steder kan den lade dig vente en time. Vent, gør det hjemme eller på arbejdet, eller slå den fra et øjeblik i **Indstillinger › Face ID og kode**.
install-help-lockdown-text = **Lockdown-tilstand** lukker ingen profiler ind. Slå den fra i **Indstillinger › Anonymitet og sikkerhed**, indtil enheden er indstillet.
install-help-clock-text = **Forkert dato eller tid** får installationen til at mislykkes. Slå **Indstil automatisk** til i **Indstillinger › Generelt › Dato og tid**.
install-help-vpn-text = **Et VPN eller et filter** kan forhindre enheden i at nå os. Slå det fra, indtil alt er færdigt.
ios-allow = Tillad
ios-settings = Indstillinger
ios-profile-downloaded = Profil hentet
ios-install-profile = Installer profil
ios-install = Installer
ios-cancel = Annuller
ios-enter-passcode = Indtast kode
ios-remote-management = Fjernadministration
ios-trust = Godkend
ios-warning = Advarsel
ios-general = Generelt
ios-about = Om
ios-certificate-trust-settings = Indstillinger for certifikatgodkendelse
ios-vpn-and-device-management = VPN og enhedsadministration
ios-profiles-and-device-management = Profiler og enhedsadministration
ios-sign-in = Log ind på arbejds- eller skolekonto…

## user-enrollment-mdm

personal-title = Fortsæt i Indstillinger
personal-text = Din egen enhed tilføjes i Indstillinger, ikke på denne side. Du skal ikke hente noget.
personal-step-settings = Åbn **Indstillinger › Generelt › VPN og enhedsadministration**.
personal-step-sign-in = Tryk på **Log ind på arbejds- eller skolekonto**.
personal-step-account = Skriv din administrerede Apple-konto: { $address }
personal-step-account-unknown = Skriv den administrerede Apple-konto, du har fået af { $organization }.
personal-step-follow = Log ind, som du gjorde her, og følg det, enheden viser.
personal-version-text = Det kræver iOS 15 eller iPadOS 15 eller nyere.
personal-privacy-link = Hvad { $organization } kan se
personal-back-link = Det er ikke min egen enhed
personal-logout-button = Log ud af denne side
privacy-title = Din egen enhed og { $organization }
privacy-text = Når du logger ind med din arbejdskonto på din egen enhed, holder iOS arbejdet adskilt fra alt andet. Det her er præcis, hvad det betyder.
privacy-sees-title = { $organization } ser
privacy-sees-model = modellen, iOS-versionen og enhedens navn
privacy-sees-account = din administrerede Apple-konto, og hvornår enheden sidst gav lyd fra sig
privacy-sees-apps = de apps, profiler og certifikater, den selv har installeret
privacy-sees-state = om der er en kode, og hvor meget lagringsplads der er ledig
privacy-sees-not-title = { $organization } ser ikke
privacy-sees-not-identifiers = serienummeret, UDID, IMEI eller telefonnummeret: iOS oplyser et nummer, der ophører, når tilmeldingen slutter
privacy-sees-not-apps = hvilke andre apps du har, eller din Apple-konto
privacy-sees-not-content = fotos, beskeder, mails, opkald eller de websteder, du besøger
privacy-sees-not-place = hvor enheden er
privacy-does-title = { $organization } kan
privacy-does-set-up = indstille konti, netværk og apps til dit arbejde
privacy-does-passcode = kræve en kode på seks cifre
privacy-does-remove = fjerne det, den har indstillet, med dataene i det
privacy-does-not-title = { $organization } kan ikke
privacy-does-not-erase = slette enheden eller noget af dit eget på den
privacy-does-not-unlock = fjerne din kode eller låse enheden op
privacy-does-not-rule = forbyde dig apps eller ændre indstillinger for hele enheden
privacy-end-text = Du kan når som helst stoppe: Log ud i **Indstillinger › Generelt › VPN og enhedsadministration**. Det, der er indstillet til arbejdet, fjernes så; alt andet bliver.
privacy-back-link = Tilbage

## complete

complete-title = Alt er klar
complete-text = Denne enhed administreres nu af { $organization }. Du kan begynde at bruge den.
complete-facts-title = Det er indstillet
complete-managed-by = Administreres af
complete-assigned-to = Tildelt
complete-ownership = Ejerskab
complete-since = Siden
complete-institutional = Ejet af organisationen
complete-personal = Privatejet
complete-know-title = Godt at vide
complete-arrives = Konti, netværk og apps kommer af sig selv i løbet af de næste minutter.
complete-where = Du finder profilen i **Indstillinger › Generelt › VPN og enhedsadministration**.
complete-ask = Spørgsmål? Spørg din administrator hos { $organization }.
complete-logout-button = Log ud af denne side
complete-close-text = Du kan lukke denne side.
failed-title = Det lykkedes ikke
failed-reference = Reference
stop-challenge-used = Denne profil er allerede brugt. Fjern den i Indstillinger, hvis den stadig er der, og hent derefter en ny her.
stop-challenge-expired = Profilen blev installeret for sent. Hent den igen, og installer den inden for otte minutter.
stop-request-refused = Denne enhed kunne ikke få sit certifikat. Opdater den til det nyeste iOS, og hent derefter profilen igen.
stop-other-device = Profilen blev brugt på en anden enhed. Begynd forfra på den enhed, du vil tilmelde.
stop-wrong-topic = Organisationens indstillinger blev ændret under tilmeldingen. Log ud her, og begynd forfra.
stop-invitation-used-up = I mellemtiden er invitationen brugt på andre enheder. Bed den, der inviterede dig, om en ny.
stop-other-serial-number = Denne invitation er til en anden enhed. Brug den på den enhed, den er beregnet til, eller bed om en ny.
stop-serial-number-not-admitted = Din organisation kender ikke denne enhed. Giv din administrator serienummeret, i Indstillinger › Generelt › Om, og begynd så forfra.
stop-other-way = Enheden blev tilmeldt på en anden måde, end den skulle. Begynd forfra i Indstillinger › Generelt › VPN og enhedsadministration.
stop-not-signed-in = Enheden viste ikke, at du har logget ind. Begynd forfra i Indstillinger › Generelt › VPN og enhedsadministration.
stop-os-too-old = Systemet på denne enhed er ældre, end din organisation tillader. Opdater det i Indstillinger › Generelt › Softwareopdatering, og hent derefter profilen igen.
stop-model-not-admitted = Din organisation administrerer ikke enheder af denne model. Brug en anden enhed, eller spørg din administrator.
stop-re-enrollment-refused = Denne enhed er registreret til en anden hos din organisation. Kun den person eller en administrator kan indstille den igen. Spørg din administrator.

## welcome

welcome-title = Det kommer der til at ske
welcome-text = { $organization } kommer til at administrere denne enhed. Det tager omkring tre minutter.
welcome-you-title = Dig
welcome-by-invitation = Via invitation
welcome-not-you-button = Ikke dig?
welcome-steps-title = Tre trin
welcome-four-steps-title = Fire trin
welcome-step-certificate = Du **installerer et certifikat** og slår det til, så denne enhed stoler på vores server.
welcome-step-download = Du **henter en profil** fra denne side.
welcome-step-install = Du **installerer den i Indstillinger** med enhedens kode. Vi viser dig hvert tryk.
welcome-step-back = Du **kommer tilbage hertil**. Denne side siger til, når alt er færdigt.
welcome-can-title = { $organization } vil kunne
welcome-can-facts = se modellen, serienummeret, iOS-versionen og lagringspladsen
welcome-can-apps = se, hvilke apps der er installeret
welcome-can-set-up = indstille konti, netværk og apps til dit arbejde
welcome-can-erase = låse enheden, fjerne dens kode eller slette den
welcome-cannot-title = { $organization } kan ikke
welcome-cannot-messages = læse dine beskeder, mails eller noter
welcome-cannot-photos = se dine fotos eller de websteder, du besøger
welcome-cannot-passwords = lytte med eller se dine adgangskoder
welcome-institutional-text = Denne enhed indstilles som ejet af organisationen. Du kan stoppe her: Intet ændres, før du installerer profilen.
welcome-personal-text = Denne enhed indstilles som privatejet. Du kan stoppe her: Intet ændres, før du installerer profilen.
welcome-button = Fortsæt

## user

user-title = Tildel til en bruger
user-heading = Hvem er den til?
user-text = Find den person, der skal bruge denne enhed.
user-field = Brugernavn, navn eller e-mailadresse
user-search-button = Søg
user-found = Fundet
user-too-short = Skriv mindst to tegn.
user-nobody = Ingen blev fundet med ”{ $searched }”. Kontroller stavemåden.
user-silent = Der kunne ikke søges lige nu. Prøv igen om et minut.
user-unknown = Kataloget kender ikke længere denne person. Søg igen.
user-not-all = Ikke alle kunne slås op: { $directories } svarer ikke.
user-count = { $count ->
    [one] Én person
   *[other] { $count } personer
}
user-assign-button = Tildel
user-assign-to = Tildel til { $name }
user-so-far = Indtil videre er enheden til { $name }.
user-so-far-nobody = Indtil videre er enheden ikke til nogen.
user-keep-link = Behold det sådan
user-blank-button = Fortsæt uden bruger

## code

code-title = Indtast koden
code-text = Vi har sendt seks cifre til **{ $address }**. De gælder i ti minutter.
code-field = Kode
code-button = Fortsæt
code-again-button = Send en ny kode
code-sent-again = En ny kode er på vej. Kun den nyeste gælder.
code-note-text = Kom der ikke noget? Se efter, om adressen eller nummeret stadig er dit, og spørg den, der inviterede dig.
code-stop-button = Stop her
code-missing = Indtast de seks cifre.
code-refused = Koden er ikke rigtig, eller den er ældre end ti minutter.
code-used-up = Der har været for mange koder. Begynd igen fra din invitation.

## approval

approval-title = Venter på godkendelse
approval-text = Den, der inviterede dig, har fået besked og tager stilling til denne enhed. Du behøver ikke gøre noget.
approval-yours = Du har gjort din del
approval-theirs = Nogen godkender
approval-then = Du installerer profilen
approval-note = Siden går videre af sig selv. Du kan forlade den og komme tilbage senere i denne browser.
approval-button = Se efter igen
approval-stop-button = Stop her

## reenrollment

known-title = Denne enhed er kendt
known-text = Denne { $kind } er indstillet før. Den tilhører **{ $user }**.
known-kind = enhed
known-facts-title = Hvad der sker med den
known-device = Enhed
known-now = Tilhører
known-then = Kommer til at tilhøre
known-same = Den tilhører stadig { $user } og indstilles på ny.
known-becomes = Den kommer til at tilhøre { $becomes }. Det, som { $user } har fået på den af organisationen, fjernes.
known-stays = Den er registreret til { $user }, indtil en administrator bekræfter ændringen.
known-nobody = Den bliver ikke registreret til nogen.
known-refused = Kun { $user } eller en administrator kan indstille den igen. Spørg din administrator.
known-button = Ja, indstil den
known-other-button = Det er en anden enhed
known-stop-button = Stop her

## invitation

invitation-title = Du er inviteret
invitation-text = **{ $inviter }** inviterer dig til at indstille denne enhed hos { $organization }.
invitation-for = Til
invitation-from = Fra
invitation-ends = Udløber
invitation-steps-title = Det kommer der til at ske
invitation-step-login = Du **logger ind** med den konto, du har fået af { $organization }.
invitation-step-code = Du **indtaster en kode**, som vi sender til { $address }.
invitation-step-approval = { $inviter } **godkender** denne enhed.
invitation-step-install = Du **installerer en profil** i Indstillinger. Vi viser dig hvert tryk.
invitation-step-managed = Derefter **administreres denne enhed** af { $organization }. Du læser på forhånd, hvad det betyder.
invitation-note-text = Intet på denne enhed ændres, før du selv installerer profilen.
invitation-button = Fortsæt
invitation-leave-button = Ikke til mig
invitation-computer-text = **{ $inviter }** inviterer dig til at indstille en enhed hos { $organization }. Tag den iPhone eller iPad, du vil indstille.
invitation-browser-text = **{ $inviter }** inviterer dig til at indstille en enhed hos { $organization }. iOS modtager kun profiler pålideligt fra Safari, og dette er { $browser }.
invitation-message-title = Med din besked
invitation-browser-back = Gå tilbage til beskeden med din invitation.
invitation-browser-copy = Hold fingeren på linket, og **kopier** det.
invitation-browser-paste = Åbn **Safari**, indsæt linket i adressefeltet, og gå til siden.
invitation-computer-open = Åbn beskeden med din invitation **på den enhed**.
invitation-computer-tap = Tryk på linket i den. Det åbner i **Safari**.
invitation-code-title = Eller med koden i din besked
invitation-code-address = Åbn { $address } i Safari.
invitation-code-address-or-picture = Åbn { $address } i Safari, eller ret kameraet mod billedet nedenfor.
invitation-code-tap = Tryk på **Har du en kode?**
invitation-code-type = Skriv koden fra din besked.
code-entry-title = Indtast din kode
code-entry-text = Ti bogstaver og cifre: under linket i din invitation eller på den anden enhed, hvor du er begyndt.
code-entry-field = Kode
code-entry-button = Fortsæt
code-entry-note-text = Store bogstaver og streger er ligegyldige.
code-entry-none-link = Jeg har ingen kode
code-entry-missing = Indtast koden.
code-entry-unknown = Linket eller koden gælder ikke. Kontroller det, eller bed den, der inviterede dig, om en ny.
invitation-unknown-title = Linket gælder ikke
invitation-unknown-text = Der hører ingen invitation til det. Kontroller, at hele linket eller koden kom frem, eller bed den, der inviterede dig, om en ny.
invitation-expired-title = Din invitation er udløbet
invitation-expired-text = Den gjaldt i en begrænset tid, og den tid er forbi.
invitation-revoked-title = Din invitation er trukket tilbage
invitation-revoked-text = Den, der inviterede dig, har taget den tilbage, så den gælder ikke længere.
invitation-paused-title = Din invitation er sat på pause
invitation-paused-text = Den hviler i øjeblikket. Dit link gælder stadig: Prøv igen senere, eller spørg den, der inviterede dig.
invitation-used-up-title = Din invitation er brugt
invitation-used-up-text = Så mange enheder, som den var beregnet til, er indstillet med den eller er ved at blive det lige nu.
invitation-outside-hours-title = Kom tilbage lidt senere
invitation-outside-hours-text = Denne invitation virker kun på bestemte tidspunkter, og det er ikke nu. Dit link gælder stadig. Den, der inviterede dig, kender tidspunkterne.
invitation-other-person-title = Denne invitation er til en anden
invitation-other-person-text = Log ind med den konto, den blev sendt til, eller bed den, der inviterede dig, om din egen invitation.
invitation-other-person = Denne invitation er til en anden. Log ind med den konto, den blev sendt til.
invitation-ask-button = Bed om et nyt link
invitation-ask-note-text = Så får { $inviter } besked og tager stilling til det.
invitation-told-title = Vi har givet { $inviter } besked
invitation-told-text = Du får en ny besked, når den sendes. Du kan lukke denne side.
invitation-asked-title = Du har allerede spurgt
invitation-asked-text = { $inviter } ved, at du gerne vil have et nyt link.
invitation-again-button = Prøv igen
invitation-without-button = Fortsæt uden denne invitation

## browser

browser-title = Åbn i Safari
browser-heading = Åbn denne side i Safari
browser-text = En enhed indstilles med en profil, og iOS modtager kun profiler pålideligt fra Safari. Du bruger { $browser }.
browser-step-copy = Kopier linket nedenfor.
browser-step-open = Åbn **Safari**.
browser-step-paste = Indsæt linket i adressefeltet, og gå til siden.
browser-link = Link
browser-copy-button = Kopier linket
browser-copied = Kopieret
browser-camera = Brug en anden enheds kamera
browser-anyway-link = Prøv i denne browser alligevel
browser-qr = QR-kode med adressen på denne side
browser-of-app = den indbyggede browser i { $app }
browser-of-some-app = den indbyggede browser i en app
browser-google-app = Google-appen
computer-title = Fortsæt på din iPhone eller iPad
computer-text = Ret dens kamera mod denne kode, og tryk derefter på det link, der vises.
computer-address = eller skriv denne adresse i Safari
computer-android-text = Android-enheder indstilles ikke her. Ret kameraet på den iPhone eller iPad, du vil indstille, mod denne kode, og tryk derefter på det link, der vises.
browser-open-button = Åbn i Safari
browser-open-text = Skete der ikke noget? Gør sådan her i stedet.
computer-ipad-link = Dette er den iPad, jeg vil indstille
unsuited-title = Denne enhed passer måske ikke
unsuited-old-text = Den ser ud til at have iOS { $version }, og { $organization } kræver { $minimum } eller nyere. Opdater den i **Indstillinger › Generelt › Softwareopdatering**, og kom så tilbage.
unsuited-kind-text = Det ser ud til at være en { $kind }, og { $organization } administrerer ikke den slags.
unsuited-go-on-link = Fortsæt alligevel
closed-title = Ikke på denne side

## trust

trust-title = Slå certifikatet til
trust-text = Din enhed stoler først på et certifikat, der er installeret i hånden, når du slår det til. Åbn **Indstillinger › Generelt › Om › Indstillinger for certifikatgodkendelse**.
trust-waiting = Venter på kontakten. Siden går videre af sig selv.
trust-untrusted = Ikke slået til endnu. Siden ser efter hvert andet sekund.
trust-offline = Denne enhed har ikke forbindelse til serveren lige nu.
trust-trusted = Slået til. Videre til profilen …
trust-tap-about-title = Indstillinger › Generelt › Om
trust-tap-about-text = Tryk på **Generelt** i **Indstillinger** og derefter på **Om**, helt øverst.
trust-tap-settings-title = Indstillinger for certifikatgodkendelse
trust-tap-settings-text = Rul helt ned, og tryk på **Indstillinger for certifikatgodkendelse**.
trust-tap-switch-title = Slå det til
trust-tap-switch-text = Slå **{ $certificate }** til, tryk på **Fortsæt**, og kom tilbage til denne side.
trust-button = Det er slået til: fortsæt
trust-anyway-button = Fortsæt alligevel
trust-missing-text = Mangler Indstillinger for certifikatgodkendelse? Så er certifikatet ikke installeret endnu.
trust-back-link = Installer certifikatet

## handover

handover-title = Fortsæt på din iPhone eller iPad
handover-link = Fortsæt på en anden enhed
handover-elsewhere-title = Er det denne enhed, du vil indstille?
handover-elsewhere-text = Profilen installeres direkte på din iPhone eller iPad. Tag det, du er begyndt på, med dig: Du behøver ikke logge ind igen.
handover-text = Det, du er begyndt på her, fortsætter der, og du behøver ikke logge ind igen. Denne side følger derefter kun med.
handover-invitation-text = Din invitation følger med dig.
handover-button = Vis koden
handover-scan-text = Ret kameraet på din iPhone eller iPad mod dette billede, og tryk derefter på det link, der vises.
handover-qr = QR-kode til at fortsætte på en anden enhed
handover-code-title = Eller skriv en kode
handover-code-address = Åbn { $address } i Safari.
handover-code-tap = Tryk på **Har du en kode?**
handover-code-type = Skriv dette:
handover-until = Den gælder én gang, indtil { $time }.
handover-left = Tid tilbage
handover-waiting = Venter på din enhed…
handover-late-text = Koden gjaldt i ti minutter, og den tid er forbi.
handover-again-button = Vis en ny kode
handover-safari-text = Fortsæt i Safari: Der begynder du, hvor du er nu.
handover-safari-button = Åbn i Safari
handover-safari-else-text = Skete der ikke noget? Kopier linket, åbn **Safari**, og indsæt det i adressefeltet.
handover-stay-link = Fortsæt her i stedet
handover-gone-title = Fortsat på din anden enhed
handover-gone-text = Resten sker der. Denne side viser, hvor langt den er nået, og du kan lukke den når som helst.
handover-gone-invitation-text = Din invitation er åben på den anden enhed. Du kan lukke denne side.
handover-enrolled-title = Din anden enhed er indstillet
handover-enrolled-text = Den administreres nu af { $organization }. Du kan lukke denne side.
handover-stopped-text = Noget gik galt. Din anden enhed viser, hvad du skal gøre.
handover-leave-button = Begynd på noget nyt her
handover-take-title = Fortsæt her?
handover-take-text = **{ $person }** er begyndt at indstille en enhed. Det fortsætter her, hvor det stoppede.
handover-take-invited-text = En invitation blev åbnet på en anden enhed. Den fortsætter her.
handover-take-note-text = Fortsæt kun, hvis du selv har lavet koden. Intet på denne enhed ændres, før du installerer en profil.
handover-take-button = Fortsæt her
handover-refuse-button = Ikke til mig
handover-taken-title = Denne kode er brugt
handover-taken-text = Hver kode gælder én gang. Lav en ny der, hvor du fik den.
handover-expired-title = Denne kode er for gammel
handover-expired-text = Hver kode gælder i ti minutter. Lav en ny der, hvor du fik den.
handover-over-title = Der er ikke noget at fortsætte
handover-over-text = Det, koden var til, er forbi eller fortsætter et andet sted. Begynd fra starten.
handover-replaced-text = Du var begyndt før i denne browser. Det er forbi nu; dette er din nye begyndelse.

## ended

ended-checked-out-title = Administreres ikke længere
ended-checked-out-text = Profilen blev fjernet fra enheden, så den administreres ikke længere. Du kan indstille den igen.
ended-superseded-title = Indstillet på ny
ended-superseded-text = Enheden er siden blevet indstillet en gang til. Denne side hører til den tidligere gang.
ended-withdrawn-title = Din konto er ændret
ended-withdrawn-text = Den blev lukket eller fik en ny adgangskode, mens du var i gang. Log ind igen for at begynde forfra.
ended-logged-out-title = Du har logget ud
ended-logged-out-text = Hvis du har hentet profilen, gælder den ikke længere. Log ind igen for at begynde forfra.
ended-invitation-revoked-title = Din invitation er trukket tilbage
ended-invitation-revoked-text = Organisationen har trukket invitationen tilbage eller sat den på pause. Bed den, der inviterede dig, om en ny.
ended-declined-title = Ikke godkendt
ended-declined-text = Den, der inviterede dig, har ikke godkendt denne enhed. Spørg, hvis du mener, det er en fejl.
ended-expired-title = Din tid her er forbi
ended-expired-text = For din sikkerheds skyld gælder hvert login i en begrænset tid. Intet er gået tabt: Log ind igen, og fortsæt.
ended-button = Begynd forfra

## problem

problem-button = Tilbage til start
problem-reference = Reference
problem-reference-text = Oplys denne kode, hvis du beder om hjælp.
problem-nothing-title = Intet her
problem-nothing-text = Adressen findes ikke. Kontroller linket, eller begynd fra starten.
problem-method-title = Det virker ikke her
problem-method-text = Gå tilbage, og brug knapperne på siden.
problem-foreign-title = Det blev ikke sendt fra denne side
problem-foreign-text = For din sikkerheds skyld blev anmodningen afvist. Åbn siden igen, og prøv en gang til.
problem-large-title = For meget på én gang
problem-large-text = Det, du sendte, er større, end denne side kan modtage.
problem-throttled-title = For mange forsøg
problem-throttled-text = Vent et øjeblik, og prøv så igen.
problem-unreadable-title = Det kunne ikke læses
problem-unreadable-text = Gå tilbage, kontroller, hvad du skrev, og prøv igen.
problem-broken-title = Noget gik galt her
problem-broken-text = Det er ikke din skyld. Prøv igen om nogle minutter.
problem-silent-title = Noget svarer ikke
problem-silent-text = Noget, der er nødvendigt, svarer ikke. Prøv igen om nogle minutter.
problem-busy-title = Meget travlt lige nu
problem-busy-text = Serveren har meget at lave. Prøv igen om nogle sekunder.
problem-refused-title = Det er ikke muligt
problem-refused-text = Gå tilbage til start, og prøv en gang til. Hvis det sker igen, så spørg din administrator.
problem-not-ready-text = Denne server er ikke klar til at indstille enheder. Spørg din administrator.
problem-wrong-links-title = For mange forkerte links
problem-wrong-links-text = Fra dit netværk kom der mange links, som ikke findes. Vent nogle minutter, og begynd så fra starten.
profile-unknown-title = Linket gælder ikke
profile-unknown-text = Der hører ingen profil til dette link. Begynd fra starten, og brug hent-knappen der.
profile-expired-title = Linket er for gammelt
profile-expired-text = Profilen kunne kun hentes i en begrænset tid efter login. Log ind igen for at få en ny.
account-refused-title = Det går ikke videre
account-over-text = Dette login tog for lang tid eller er allerede afsluttet. Begynd forfra i Indstillinger.
account-other-text = Du skrev en anden konto end din egen i Indstillinger. Begynd forfra i Indstillinger med den konto, du har fået af din organisation.
account-device-text = Din organisation indstiller ikke denne enhed på denne måde. Opdater den i Indstillinger › Generelt › Softwareopdatering, eller spørg din administrator.
account-not-offered-text = Login på en konto i Indstillinger tilbydes dig ikke her. Spørg din administrator.
profile-used-title = Denne profil er brugt
profile-used-text = En enhed er allerede indstillet med den. Begynd fra starten for at indstille en anden enhed eller denne igen.
profile-ended-title = Denne tilmelding er forbi
profile-ended-text = Profilen gælder ikke længere. Log ind igen for at få en ny.
profile-personal-text = Din egen enhed tilføjes i Indstillinger, ikke med en profil.
profile-unanswered-text = Nogle spørgsmål er stadig åbne. Gå tilbage til start, og besvar dem først.
profile-settled-text = Profilen er allerede hentet, så dette kan ikke længere ændres. Log ud, og begynd forfra for at ændre det.
profile-not-offered-text = Dette blev ikke tilbudt dig. Gå tilbage til start, og vælg igen.

## poster

poster-title = Indstil din iPhone eller iPad
poster-lead = Ret kameraet mod denne kode, og tryk på det link, der vises.
poster-or-type = eller skriv denne adresse i Safari
poster-step-log-in = Log ind med den konto, du har fået af { $organization }.
poster-step-download = Hent profilen, og installer den i Indstillinger. Siden viser dig hvert tryk.
poster-step-done = Gå tilbage til siden: Den siger til, når alt er færdigt.

## time

time-exact = { $day }. { $month } { $year }, { $time } UTC
time-of-day = { $time } UTC
time-in-seconds = om nogle sekunder
time-in-moment = om mindre end et minut
time-in-minutes = { $count ->
    [one] om { $count } minut
   *[other] om { $count } minutter
}
time-in-hours = { $count ->
    [one] om { $count } time
   *[other] om { $count } timer
}
time-in-days = { $count ->
    [one] om { $count } dag
   *[other] om { $count } dage
}
time-month-1 = jan.
time-month-2 = feb.
time-month-3 = mar.
time-month-4 = apr.
time-month-5 = maj
time-month-6 = jun.
time-month-7 = jul.
time-month-8 = aug.
time-month-9 = sep.
time-month-10 = okt.
time-month-11 = nov.
time-month-12 = dec.
