### The texts of the enrollment portal, in Dutch.

## page

page-title = Stel je apparaat in
page-step = Stap { $step } van { $steps }
page-help-heading = Hulp nodig?
page-language = Taal

## language

language-title = Kies je taal
language-text = De pagina’s op dit apparaat verschijnen dan in die taal. Verder verandert er niets.
language-back = Terug

## login

login-title = Log in
login-text = Log in met het account dat je van { $organization } hebt gekregen.
login-invited-text = { $inviter } nodigt je uit. Log in met het account dat je van { $organization } hebt gekregen.
login-invited-by-name-text = { $inviter } nodigt **{ $recipient }** uit. Log in met het account dat je van { $organization } hebt gekregen.
login-username = Gebruikersnaam
login-password = Wachtwoord
login-button = Log in
login-note-text = Op dit apparaat verandert niets tot je zelf een profiel installeert, twee stappen verder.
login-invited-note-text = Op dit apparaat verandert niets tot je zelf een profiel installeert.
login-code-link = Heb je een code?
login-leave-button = Ga verder zonder deze uitnodiging
login-username-missing = Vul je gebruikersnaam in.
login-password-missing = Vul je wachtwoord in.
login-refused = De gebruikersnaam of het wachtwoord klopt niet, of dit account mag hier niet worden gebruikt.
login-throttled = Er waren te veel pogingen. Probeer het { $wait } opnieuw.
login-nothing-offered = Je account mag geen apparaten instellen. Vraag je beheerder om toestemming.
login-personal-only = Met jouw account kunnen alleen eigen apparaten worden ingesteld. Die voeg je toe in Instellingen, niet op deze pagina. Vraag het je beheerder.
login-settings-instead = De apparaten van je organisatie worden niet op deze pagina ingesteld. Open op het apparaat Instellingen › Algemeen › VPN en apparaatbeheer en kies ‘Log in bij werk- of schoolaccount’.
login-administrator-instead = De apparaten van je organisatie worden niet op deze pagina ingesteld. Vraag je beheerder hoe het wel gaat.
login-directory-silent = De gebruikerslijst van { $organization } reageert niet, dus de mensen die erin staan kunnen nu niet inloggen. Probeer het over een paar minuten opnieuw. Lokale accounts werken nog wel: als je er een hebt, controleer dan je gebruikersnaam en wachtwoord.
login-provider-button = Log in met { $provider }
login-provider-or = Of met gebruikersnaam en wachtwoord
login-leaving-title = Door naar { $provider }
login-leaving-text = Je logt in bij { $provider } en komt vanzelf hier terug.
login-leaving-button = Ga door naar { $provider }
login-passwords-off = Wachtwoorden werken hier niet. Log in met de knop hierboven.
login-provider-off-text = Op dit moment kan niemand op deze manier inloggen. Ga terug en kies een andere.
login-provider-over-text = Deze login is al gebruikt, duurde langer dan tien minuten of is in een andere browser begonnen. Begin opnieuw vanaf het begin.
login-provider-declined-text = Je bent daar niet binnengelaten: het inloggen is geannuleerd of geweigerd. Begin opnieuw of vraag om hulp.
login-provider-unverified-text = Wat terugkwam kon niet worden gecontroleerd, dus niemand is ingelogd. Begin opnieuw. Blijft het zo, vraag dan om hulp en geef de referentie door.
login-provider-nameless-text = Je gebruikersnaam is niet meegekomen. Vraag om hulp en geef de referentie door.

## ownership

ownership-title = Van wie is dit apparaat?
ownership-text = Daarvan hangt af wat { $organization } erop kan zien en doen.
ownership-institutional-title = Het is van { $organization }
ownership-institutional-button = Van de organisatie
ownership-personal-title = Het is van mij
ownership-personal-button = Van mijzelf
ownership-not = Niet mogelijk:
ownership-personal-can-facts = het model, de iOS-versie en de apps voor je werk zien
ownership-personal-can-set-up = accounts, netwerken en apps voor je werk instellen
ownership-personal-can-remove = weer weghalen wat zij heeft ingesteld
ownership-personal-cannot-identify = het serienummer of het telefoonnummer zien
ownership-personal-cannot-see = je eigen apps, foto’s en berichten zien, of waar je bent
ownership-personal-cannot-erase = het apparaat wissen of de toegangscode weghalen
ownership-note-text = Twijfel je? Bedenk wie het heeft betaald, of vraag het degene van wie je het kreeg. Je kunt op deze pagina terugkomen.
ownership-fault = Kies een van de twee.

## eula

eula-title = Overeenkomst
eula-text = { $organization } vraagt je dit te lezen en te accepteren voordat het apparaat wordt ingesteld.
eula-button = Accepteer
eula-refuse-button = Ik accepteer dit niet

## sites

site-title = Kies de locatie
site-text = Waar hoort dit apparaat thuis?
site-legend = Locatie
site-none = Geen locatie
site-note-text = Twijfel je? Vraag het degene van wie je het account kreeg.
site-button = Ga door
site-fault = Kies een van deze.

## certificate

certificate-title = Installeer het certificaat
certificate-text = Door dit certificaat weet je apparaat dat het met { $organization } praat en met niemand anders. Download het hier en installeer het dan binnen 8 minuten in Instellingen.
certificate-fetched-text = Open nu **Instellingen**, tik op **Profiel gedownload** en installeer het. Kom dan terug en ga door.
certificate-tap-install-text = Het staat rechtsboven. Voer je toegangscode in, tik nog eens op **Installeer** en dan op **Gereed**.
certificate-button = Download certificaat
certificate-again-button = Download opnieuw
certificate-next-button = Het is geïnstalleerd: ga door

## institutional-mdm

install-title = Installeer het profiel
install-later-title = Bijna klaar
install-text = Download het hier en installeer het dan in Instellingen. iOS bewaart het 8 minuten.
install-fetched-text = Open nu **Instellingen** en tik op **Profiel gedownload**. Kom dan terug: deze pagina weet hoe ver je bent.
install-connecting-text = Je apparaat maakt verbinding. Laat het even aan staan.
install-button = Download profiel
install-again-button = Download opnieuw
install-logout-button = Log uit en begin opnieuw
install-clock-text = De klok van dit apparaat loopt niet goed. Zet hem gelijk in **Instellingen › Algemeen › Datum en tijd**, anders mislukt de installatie.
install-before = Installeer het voor { $time }
install-left = Tijd over om te installeren
install-gone = iOS heeft het profiel weggegooid. Download het opnieuw.
progress-title = Voortgang
progress-logged-in = Ingelogd
progress-profile-fetched = Profiel opgehaald
progress-certificate-issued = Certificaat uitgegeven
progress-checked-in = Apparaat heeft zich gemeld
progress-enrolled = Ingesteld
progress-done = gedaan
progress-now = bezig
progress-to-come = komt nog
tap-title = Waar je op tikt
tap-allow-title = Sta de download toe
tap-allow-text = Als Safari het vraagt, tik je op **Sta toe** en sluit je daarna de melding.
tap-settings-title = Open Instellingen
tap-settings-text = Tik bijna bovenaan op **Profiel gedownload**. Niet te zien? Kijk in **Algemeen › VPN en apparaatbeheer**.
tap-install-title = Tik op Installeer
tap-install-text = Het staat rechtsboven.
tap-passcode-title = Voer je toegangscode in
tap-passcode-text = De code die dit apparaat ontgrendelt. Tik daarna nog eens op **Installeer**.
tap-trust-title = Vertrouw het beheer
tap-trust-text = Tik op **Vertrouw**, dan op **Gereed**, en kom terug op deze pagina.
ios-ignore = Negeer
tap-allow-opens-text = Als Safari het vraagt, tik je op **Sta toe**. Instellingen opent vanzelf.
tap-settings-before-15-text = Tik bijna bovenaan op **Profiel gedownload**. Niet te zien? Kijk in **Algemeen › Profielen en apparaatbeheer**.
tap-settings-ipad-text = Tik aan de zijkant, bijna bovenaan, op **Profiel gedownload**. Niet te zien? Kijk in **Algemeen › VPN en apparaatbeheer**.
tap-warning-title = Lees wat het betekent
tap-warning-text = iOS zegt wat het profiel doet. Tik nog een keer op **Installeer**.
drawing-other-title = Ziet het er anders uit?
drawing-other-text = Kies wat er op je apparaat staat.
ios-generation-26 = iOS 26 of nieuwer
ios-generation-18 = iOS 18
ios-generation-15 = iOS 15 tot en met 17
ios-generation-12 = iOS 12 tot en met 14
ios-generation-10 = iOS 10 of 11
ios-generation-ipad = iPad
drawing-allow = Safari vraagt of het een profiel mag downloaden. Van de twee antwoorden is ‘Sta toe’ gemarkeerd.
drawing-profile-downloaded = De lijst van Instellingen. De regel ‘Profiel gedownload’, bijna bovenaan, is gemarkeerd.
drawing-install = Het profiel in Instellingen. ‘Installeer’ bovenaan is gemarkeerd.
drawing-passcode = iOS vraagt om de toegangscode van het apparaat.
drawing-warning = iOS zegt wat het profiel doet. ‘Installeer’ bovenaan is gemarkeerd.
drawing-trust = iOS vraagt of je het externe beheer vertrouwt. Van de twee antwoorden is ‘Vertrouw’ gemarkeerd.
drawing-general = ‘Algemeen’ in Instellingen. De regel ‘Info’ is gemarkeerd.
drawing-about = ‘Info’ in Instellingen. De regel ‘Certificaatvertrouwensinstellingen’ onderaan is gemarkeerd.
drawing-trust-switch = Certificaatvertrouwensinstellingen. De schakelaar naast het certificaat staat aan en is gemarkeerd.
drawing-device-management = ‘Algemeen’ in Instellingen. De regel met de profielen is gemarkeerd.
drawing-sign-in = ‘VPN en apparaatbeheer’ in Instellingen. De regel om in te loggen bij een werk- of schoolaccount is gemarkeerd.
install-help-title = Gebeurt er niets?
install-help-row-text = **Geen regel in Instellingen?** iOS bewaart een profiel 8 minuten, en alleen het laatste: download het opnieuw, en kijk ook in **Algemeen › VPN en apparaatbeheer**.
install-help-managed-text = **Nog steeds geen regel, of doet Installeer niets?** Misschien wordt het apparaat al beheerd, door een school, een werkgever of Schermtijd. Wie het beheert, moet het eerst vrijgeven: kijk in **Algemeen › VPN en apparaatbeheer**.
install-help-stolen-text = **Bescherming voor gestolen apparaat** vraagt om je gezicht of vinger, en laat je buiten bekende locaties misschien een uur wachten. Wacht, doe dit thuis of op je werk, of zet het even uit in **Instellingen › Face ID en toegangscode**.
install-help-lockdown-text = De **isolatiemodus** laat geen profiel toe. Zet die uit in **Instellingen › Privacy en beveiliging** tot het apparaat is ingesteld.
install-help-clock-text = **Een verkeerde datum of tijd** laat de installatie mislukken. Zet **Stel automatisch in** aan in **Instellingen › Algemeen › Datum en tijd**.
install-help-vpn-text = **Een VPN of een filter** kan verhinderen dat het apparaat ons bereikt. Zet die uit tot alles klaar is.
ios-allow = Sta toe
ios-settings = Instellingen
ios-profile-downloaded = Profiel gedownload
ios-install-profile = Installeer profiel
ios-install = Installeer
ios-cancel = Annuleer
ios-enter-passcode = Voer toegangscode in
ios-remote-management = Extern beheer
ios-trust = Vertrouw
ios-warning = Waarschuwing
ios-general = Algemeen
ios-about = Info
ios-certificate-trust-settings = Certificaatvertrouwensinstellingen
ios-vpn-and-device-management = VPN en apparaatbeheer
ios-profiles-and-device-management = Profielen en apparaatbeheer
ios-sign-in = Log in bij werk- of schoolaccount…

## user-enrollment-mdm

personal-title = Ga verder in Instellingen
personal-text = Een eigen apparaat voeg je toe in Instellingen, niet op deze pagina. Er is niets te downloaden.
personal-step-settings = Open **Instellingen › Algemeen › VPN en apparaatbeheer**.
personal-step-sign-in = Tik op **Log in bij werk- of schoolaccount**.
personal-step-account = Typ je beheerde Apple Account: { $address }
personal-step-account-unknown = Typ het beheerde Apple Account dat je van { $organization } hebt gekregen.
personal-step-follow = Log in zoals hier, en volg wat het apparaat laat zien.
personal-version-text = Je hebt iOS 15 of iPadOS 15 nodig, of nieuwer.
personal-privacy-link = Wat { $organization } zal zien
personal-back-link = Het is niet mijn eigen apparaat
personal-logout-button = Log uit op deze pagina
privacy-title = Je eigen apparaat en { $organization }
privacy-text = Als je op een eigen apparaat inlogt met je werkaccount, houdt iOS het werk gescheiden van al het andere. Dit is precies wat dat betekent.
privacy-sees-title = { $organization } ziet
privacy-sees-model = het model, de iOS-versie en de naam van het apparaat
privacy-sees-account = je beheerde Apple Account, en wanneer het apparaat zich het laatst heeft gemeld
privacy-sees-apps = de apps, profielen en certificaten die zij zelf heeft geïnstalleerd
privacy-sees-state = of er een toegangscode is, en hoeveel opslagruimte vrij is
privacy-sees-not-title = { $organization } ziet niet
privacy-sees-not-identifiers = het serienummer, de UDID, het IMEI of het telefoonnummer: iOS geeft een nummer dat eindigt met de inschrijving
privacy-sees-not-apps = welke andere apps je hebt, of je Apple Account
privacy-sees-not-content = foto’s, berichten, e-mail, gesprekken of de websites die je bezoekt
privacy-sees-not-place = waar het apparaat is
privacy-does-title = { $organization } kan
privacy-does-set-up = accounts, netwerken en apps voor je werk instellen
privacy-does-passcode = een toegangscode van zes cijfers vragen
privacy-does-remove = weghalen wat zij heeft ingesteld, met de gegevens erin
privacy-does-not-title = { $organization } kan niet
privacy-does-not-erase = het apparaat wissen, of iets van jezelf erop
privacy-does-not-unlock = je toegangscode weghalen, of het apparaat ontgrendelen
privacy-does-not-rule = je apps verbieden of instellingen van het hele apparaat wijzigen
privacy-end-text = Je kunt er altijd mee stoppen: log uit in **Instellingen › Algemeen › VPN en apparaatbeheer**. Wat voor het werk is ingesteld, wordt dan verwijderd; al het andere blijft.
privacy-back-link = Terug

## complete

complete-title = Helemaal klaar
complete-text = Dit apparaat wordt nu beheerd door { $organization }. Je kunt het gaan gebruiken.
complete-facts-title = Wat is ingesteld
complete-managed-by = Beheerd door
complete-assigned-to = Toegewezen aan
complete-ownership = Eigendom
complete-since = Sinds
complete-institutional = Van de organisatie
complete-personal = Van mijzelf
complete-know-title = Goed om te weten
complete-arrives = Accounts, netwerken en apps komen de komende minuten vanzelf.
complete-where = Je vindt het profiel in **Instellingen › Algemeen › VPN en apparaatbeheer**.
complete-ask = Vragen? Vraag het je beheerder bij { $organization }.
complete-logout-button = Log uit op deze pagina
complete-close-text = Je kunt deze pagina sluiten.
failed-title = Dit is niet gelukt
failed-reference = Referentie
stop-challenge-used = Dit profiel is al gebruikt. Verwijder het in Instellingen als het er nog staat, en download hier een nieuw.
stop-challenge-expired = Het profiel is te laat geïnstalleerd. Download het opnieuw en installeer het binnen acht minuten.
stop-request-refused = Dit apparaat kon zijn certificaat niet krijgen. Werk het bij naar de nieuwste iOS en download het profiel dan opnieuw.
stop-other-device = Het profiel is op een ander apparaat gebruikt. Begin opnieuw op het apparaat dat je wilt instellen.
stop-wrong-topic = De instellingen van de organisatie zijn tijdens het instellen gewijzigd. Log hier uit en begin opnieuw.
stop-invitation-used-up = Intussen is de uitnodiging op andere apparaten gebruikt. Vraag een nieuwe aan wie je heeft uitgenodigd.
stop-other-serial-number = Deze uitnodiging is voor een ander apparaat. Gebruik haar op het apparaat waarvoor ze bedoeld was, of vraag een nieuwe.
stop-serial-number-not-admitted = Je organisatie kent dit apparaat niet. Geef je beheerder het serienummer door, in Instellingen › Algemeen › Info, en begin dan opnieuw.
stop-other-way = Dit apparaat heeft zich op een andere manier ingeschreven dan gevraagd. Begin opnieuw in Instellingen › Algemeen › VPN en apparaatbeheer.
stop-not-signed-in = Dit apparaat heeft niet laten zien dat je bent ingelogd. Begin opnieuw in Instellingen › Algemeen › VPN en apparaatbeheer.
stop-os-too-old = Het systeem van dit apparaat is ouder dan je organisatie toelaat. Werk het bij in Instellingen › Algemeen › Software-update en download het profiel dan opnieuw.
stop-model-not-admitted = Je organisatie beheert geen apparaten van dit model. Gebruik een ander apparaat of vraag het je beheerder.
stop-re-enrollment-refused = Dit apparaat staat bij je organisatie op naam van iemand anders. Alleen die persoon of een beheerder kan het opnieuw instellen. Vraag het je beheerder.

## welcome

welcome-title = Wat er gaat gebeuren
welcome-text = { $organization } gaat dit apparaat beheren. Het duurt ongeveer drie minuten.
welcome-you-title = Jij
welcome-by-invitation = Op uitnodiging
welcome-not-you-button = Ben jij dit niet?
welcome-steps-title = Drie stappen
welcome-four-steps-title = Vier stappen
welcome-step-certificate = Je **installeert een certificaat** en zet het aan, zodat dit apparaat onze server vertrouwt.
welcome-step-download = Je **downloadt een profiel** van deze pagina.
welcome-step-install = Je **installeert het in Instellingen**, met je toegangscode. We laten elke tik zien.
welcome-step-back = Je **komt hier terug**. Deze pagina zegt wanneer alles klaar is.
welcome-can-title = { $organization } kan straks
welcome-can-facts = het model, serienummer, de iOS-versie en opslagruimte zien
welcome-can-apps = zien welke apps zijn geïnstalleerd
welcome-can-set-up = accounts, netwerken en apps voor je werk instellen
welcome-can-erase = het apparaat vergrendelen, de toegangscode weghalen of het wissen
welcome-cannot-title = { $organization } kan niet
welcome-cannot-messages = je berichten, e-mail of notities lezen
welcome-cannot-photos = je foto’s zien, of de websites die je bezoekt
welcome-cannot-passwords = meeluisteren, of je wachtwoorden zien
welcome-institutional-text = Dit apparaat wordt ingesteld als apparaat van de organisatie. Je kunt hier stoppen: er verandert niets tot je het profiel installeert.
welcome-personal-text = Dit apparaat wordt ingesteld als je eigen apparaat. Je kunt hier stoppen: er verandert niets tot je het profiel installeert.
welcome-button = Ga door

## user

user-title = Wijs toe aan een persoon
user-heading = Voor wie is het?
user-text = Zoek de persoon die dit apparaat gaat gebruiken.
user-field = Gebruikersnaam, naam of e-mailadres
user-search-button = Zoek
user-found = Gevonden
user-too-short = Typ minstens twee tekens.
user-nobody = Niemand gevonden met ‘{ $searched }’. Controleer de spelling.
user-silent = Er kon nu niet worden gezocht. Probeer het over een minuut opnieuw.
user-unknown = De gebruikerslijst kent deze persoon niet meer. Zoek opnieuw.
user-not-all = Niet iedereen kon worden gezocht: { $directories } reageert niet.
user-count = { $count ->
    [one] Eén persoon
   *[other] { $count } personen
}
user-assign-button = Wijs toe
user-assign-to = Wijs toe aan { $name }
user-so-far = Tot nu toe is het apparaat voor { $name }.
user-so-far-nobody = Tot nu toe is het apparaat voor niemand.
user-keep-link = Laat het zo
user-blank-button = Ga door zonder persoon

## code

code-title = Voer de code in
code-text = We hebben zes cijfers gestuurd naar **{ $address }**. Ze zijn tien minuten geldig.
code-field = Code
code-button = Ga door
code-again-button = Stuur een andere code
code-sent-again = Er is een andere code onderweg. Alleen de nieuwste telt.
code-note-text = Niets gekomen? Kijk of dat adres of nummer nog van jou is, en vraag het aan wie je heeft uitgenodigd.
code-stop-button = Stop hier
code-missing = Voer de zes cijfers in.
code-refused = Deze code klopt niet, of is ouder dan tien minuten.
code-used-up = Er waren te veel codes. Begin opnieuw bij je uitnodiging.

## approval

approval-title = Wachten op goedkeuring
approval-text = Wie je heeft uitgenodigd, weet ervan en beslist over dit apparaat. Je hoeft niets te doen.
approval-yours = Jouw deel is gedaan
approval-theirs = Iemand keurt het goed
approval-then = Je installeert het profiel
approval-note = Deze pagina gaat vanzelf verder. Je kunt weggaan en later in deze browser terugkomen.
approval-button = Kijk opnieuw
approval-stop-button = Stop hier

## reenrollment

known-title = Dit apparaat is bekend
known-text = Deze { $kind } is al eens ingesteld en is van **{ $user }**.
known-kind = iPhone of iPad
known-facts-title = Wat ermee gebeurt
known-device = Apparaat
known-now = Is van
known-then = Wordt van
known-same = Het blijft van { $user } en wordt opnieuw ingesteld.
known-becomes = Het wordt van { $becomes }. Wat { $user } er van de organisatie op heeft gekregen, wordt verwijderd.
known-stays = Het blijft op naam van { $user } staan tot een beheerder de wijziging bevestigt.
known-nobody = Het komt op niemands naam te staan.
known-refused = Alleen { $user } of een beheerder kan het opnieuw instellen. Vraag het je beheerder.
known-button = Ja, stel het in
known-other-button = Dit is een ander apparaat
known-stop-button = Stop hier

## invitation

invitation-title = Je bent uitgenodigd
invitation-text = **{ $inviter }** nodigt je uit om dit apparaat in te stellen bij { $organization }.
invitation-for = Voor
invitation-from = Van
invitation-ends = Eindigt
invitation-steps-title = Wat er gaat gebeuren
invitation-step-login = Je **logt in** met het account dat je van { $organization } hebt gekregen.
invitation-step-code = Je **voert een code in** die we sturen naar { $address }.
invitation-step-approval = { $inviter } **geeft toestemming** voor dit apparaat.
invitation-step-install = Je **installeert een profiel** in Instellingen. We laten elke tik zien.
invitation-step-managed = Daarna **beheert { $organization } dit apparaat**. Je leest vooraf wat dat betekent.
invitation-note-text = Op dit apparaat verandert niets tot je zelf het profiel installeert.
invitation-button = Ga door
invitation-leave-button = Niet voor mij
invitation-computer-text = **{ $inviter }** nodigt je uit om een apparaat in te stellen bij { $organization }. Pak de iPhone of iPad die je wilt instellen.
invitation-browser-text = **{ $inviter }** nodigt je uit om een apparaat in te stellen bij { $organization }. iOS neemt profielen alleen vanuit Safari betrouwbaar aan, en je gebruikt { $browser }.
invitation-message-title = Met je bericht
invitation-browser-back = Ga terug naar het bericht met je uitnodiging.
invitation-browser-copy = Houd je vinger op de link en **kopieer** die.
invitation-browser-paste = Open **Safari**, plak de link in de adresbalk en ga erheen.
invitation-computer-open = Open het bericht met je uitnodiging **op dat apparaat**.
invitation-computer-tap = Tik op de link erin. Die opent in **Safari**.
invitation-code-title = Of met de code in je bericht
invitation-code-address = Open { $address } in Safari.
invitation-code-address-or-picture = Open { $address } in Safari, of richt de camera op de afbeelding hieronder.
invitation-code-tap = Tik op **Heb je een code?**
invitation-code-type = Typ de code uit je bericht.
code-entry-title = Voer je code in
code-entry-text = Tien letters en cijfers: onder de link in je uitnodiging, of op het andere apparaat waarop je bent begonnen.
code-entry-field = Code
code-entry-button = Ga door
code-entry-note-text = Hoofdletters en streepjes maken niet uit.
code-entry-none-link = Ik heb geen code
code-entry-missing = Voer de code in.
code-entry-unknown = Deze link of code is niet geldig. Controleer die, of vraag een nieuwe aan wie je heeft uitgenodigd.
invitation-unknown-title = Deze link is niet geldig
invitation-unknown-text = Er hoort geen uitnodiging bij. Controleer of de hele link of code is aangekomen, of vraag een nieuwe aan wie je heeft uitgenodigd.
invitation-expired-title = Je uitnodiging is verlopen
invitation-expired-text = Ze was een beperkte tijd geldig, en die tijd is voorbij.
invitation-revoked-title = Je uitnodiging is ingetrokken
invitation-revoked-text = Wie je heeft uitgenodigd, heeft de uitnodiging ingetrokken, dus ze werkt niet meer.
invitation-paused-title = Je uitnodiging staat op pauze
invitation-paused-text = Ze werkt nu even niet. Je link blijft geldig: probeer het later opnieuw, of vraag het aan wie je heeft uitgenodigd.
invitation-used-up-title = Je uitnodiging is gebruikt
invitation-used-up-text = Alle apparaten waarvoor ze bedoeld was, zijn ermee ingesteld of worden dat nu.
invitation-outside-hours-title = Kom iets later terug
invitation-outside-hours-text = Deze uitnodiging werkt alleen op bepaalde uren, en nu niet. Je link blijft geldig. Wie je heeft uitgenodigd, kent de uren.
invitation-other-person-title = Deze uitnodiging is voor iemand anders
invitation-other-person-text = Log in met het account waarnaar ze is gestuurd, of vraag wie je heeft uitgenodigd om een eigen uitnodiging.
invitation-other-person = Deze uitnodiging is voor iemand anders. Log in met het account waarnaar ze is gestuurd.
invitation-ask-button = Vraag een nieuwe link
invitation-ask-note-text = { $inviter } krijgt hiervan bericht en beslist erover.
invitation-told-title = { $inviter } weet ervan
invitation-told-text = Je krijgt een nieuw bericht zodra dat wordt gestuurd. Je kunt deze pagina sluiten.
invitation-asked-title = Je hebt het al gevraagd
invitation-asked-text = { $inviter } weet dat je graag een nieuwe link wilt.
invitation-again-button = Probeer opnieuw
invitation-without-button = Ga verder zonder deze uitnodiging

## browser

browser-title = Open in Safari
browser-heading = Open deze pagina in Safari
browser-text = Voor het instellen van een apparaat is een profiel nodig, en iOS neemt profielen alleen vanuit Safari betrouwbaar aan. Je gebruikt { $browser }.
browser-step-copy = Kopieer de link hieronder.
browser-step-open = Open **Safari**.
browser-step-paste = Plak de link in de adresbalk en ga erheen.
browser-link = Link
browser-copy-button = Kopieer link
browser-copied = Gekopieerd
browser-camera = Gebruik de camera van een ander apparaat
browser-anyway-link = Probeer het toch in deze browser
browser-qr = QR-code van het adres van deze pagina
browser-of-app = de ingebouwde browser van { $app }
browser-of-some-app = de ingebouwde browser van een app
browser-google-app = de Google-app
computer-title = Ga verder op je iPhone of iPad
computer-text = Richt de camera ervan op deze code en tik op de link die verschijnt.
computer-address = of typ dit adres in Safari
computer-android-text = Android-apparaten worden hier niet ingesteld. Richt de camera van de iPhone of iPad die je wilt instellen op deze code en tik op de link die verschijnt.
browser-open-button = Open in Safari
browser-open-text = Gebeurde er niets? Doe het dan zo.
computer-ipad-link = Dit is de iPad die ik wil instellen
unsuited-title = Dit apparaat is misschien niet geschikt
unsuited-old-text = Het lijkt iOS { $version } te hebben, en { $organization } vraagt om { $minimum } of nieuwer. Werk het bij in **Instellingen › Algemeen › Software-update** en kom dan terug.
unsuited-kind-text = Het lijkt een { $kind } te zijn, en die beheert { $organization } niet.
unsuited-go-on-link = Ga toch verder
closed-title = Niet op deze pagina

## trust

trust-title = Zet het certificaat aan
trust-text = Je apparaat vertrouwt een certificaat dat met de hand is geïnstalleerd pas als je het aanzet. Open **Instellingen › Algemeen › Info › Certificaatvertrouwensinstellingen**.
trust-waiting = Wachten op de schakelaar. Deze pagina gaat vanzelf verder.
trust-untrusted = Nog niet aangezet. Deze pagina kijkt elke twee seconden.
trust-offline = Dit apparaat heeft nu geen verbinding met de server.
trust-trusted = Aangezet. Door naar het profiel…
trust-tap-about-title = Instellingen › Algemeen › Info
trust-tap-about-text = Tik in **Instellingen** op **Algemeen** en dan helemaal bovenaan op **Info**.
trust-tap-settings-title = Certificaatvertrouwensinstellingen
trust-tap-settings-text = Scrol helemaal naar beneden en tik op **Certificaatvertrouwensinstellingen**.
trust-tap-switch-title = Zet het aan
trust-tap-switch-text = Zet **{ $certificate }** aan, tik op **Ga door** en kom terug op deze pagina.
trust-button = Het staat aan: ga door
trust-anyway-button = Ga toch door
trust-missing-text = Staat ‘Certificaatvertrouwensinstellingen’ er niet? Dan is het certificaat nog niet geïnstalleerd.
trust-back-link = Installeer het certificaat

## handover

handover-title = Ga verder op je iPhone of iPad
handover-link = Ga verder op een ander apparaat
handover-elsewhere-title = Is dit het apparaat dat je wilt instellen?
handover-elsewhere-text = Het profiel wordt op de iPhone of iPad zelf geïnstalleerd. Neem mee wat je bent begonnen: je hoeft niet opnieuw in te loggen.
handover-text = Wat je hier bent begonnen, gaat daar verder, en je hoeft niet opnieuw in te loggen. Deze pagina volgt dan alleen nog.
handover-invitation-text = Je uitnodiging gaat mee.
handover-button = Toon de code
handover-scan-text = Richt de camera van je iPhone of iPad op deze afbeelding en tik op de link die verschijnt.
handover-qr = QR-code om op een ander apparaat verder te gaan
handover-code-title = Of typ een code
handover-code-address = Open { $address } in Safari.
handover-code-tap = Tik op **Heb je een code?**
handover-code-type = Typ dit:
handover-until = De code werkt één keer, tot { $time }.
handover-left = Tijd over
handover-waiting = Wachten op je apparaat…
handover-late-text = De code was tien minuten geldig, en die tijd is voorbij.
handover-again-button = Toon een nieuwe code
handover-safari-text = Ga verder in Safari: je begint waar je nu bent.
handover-safari-button = Open in Safari
handover-safari-else-text = Gebeurde er niets? Kopieer de link, open **Safari** en plak die in de adresbalk.
handover-stay-link = Ga toch hier verder
handover-gone-title = Gaat verder op je andere apparaat
handover-gone-text = De rest gebeurt daar. Deze pagina laat zien hoe ver het is, en je kunt haar altijd sluiten.
handover-gone-invitation-text = Je uitnodiging is open op het andere apparaat. Je kunt deze pagina sluiten.
handover-enrolled-title = Je andere apparaat is ingesteld
handover-enrolled-text = Het wordt nu beheerd door { $organization }. Je kunt deze pagina sluiten.
handover-stopped-text = Er is iets niet gelukt. Je andere apparaat zegt wat je moet doen.
handover-leave-button = Begin hier iets nieuws
handover-take-title = Hier verdergaan?
handover-take-text = **{ $person }** is begonnen een apparaat in te stellen. Het gaat hier verder waar het was gebleven.
handover-take-invited-text = Op een ander apparaat is een uitnodiging geopend. Ze gaat hier verder.
handover-take-note-text = Ga alleen verder als je deze code zelf hebt gemaakt. Op dit apparaat verandert niets tot je een profiel installeert.
handover-take-button = Ga hier verder
handover-refuse-button = Niet voor mij
handover-taken-title = Deze code is al gebruikt
handover-taken-text = Elke code werkt één keer. Maak een nieuwe waar je deze hebt gekregen.
handover-expired-title = Deze code is te oud
handover-expired-text = Elke code is tien minuten geldig. Maak een nieuwe waar je deze hebt gekregen.
handover-over-title = Er is niets om verder te gaan
handover-over-text = Waar deze code voor was, is voorbij of gaat elders verder. Begin vanaf het begin.
handover-replaced-text = Je was in deze browser al eerder begonnen. Dat is nu voorbij; dit is je nieuwe begin.

## ended

ended-checked-out-title = Niet meer beheerd
ended-checked-out-text = Het profiel is van het apparaat verwijderd, dus het wordt niet meer beheerd. Je kunt het opnieuw instellen.
ended-superseded-title = Opnieuw ingesteld
ended-superseded-text = Het apparaat is sindsdien nog eens ingesteld. Deze pagina hoort bij de vorige keer.
ended-withdrawn-title = Je account is veranderd
ended-withdrawn-text = Het is onderweg gesloten of kreeg een nieuw wachtwoord. Log nog een keer in om opnieuw te beginnen.
ended-logged-out-title = Je bent uitgelogd
ended-logged-out-text = Het profiel dat je misschien hebt gedownload, is niet meer geldig. Log nog een keer in om opnieuw te beginnen.
ended-invitation-revoked-title = Je uitnodiging is ingetrokken
ended-invitation-revoked-text = De organisatie heeft de uitnodiging ingetrokken of op pauze gezet. Vraag een nieuwe aan wie je heeft uitgenodigd.
ended-declined-title = Niet goedgekeurd
ended-declined-text = Wie je heeft uitgenodigd, heeft dit apparaat niet goedgekeurd. Vraag ernaar als je denkt dat het een vergissing is.
ended-expired-title = Je tijd hier is om
ended-expired-text = Voor je veiligheid werkt elke login een beperkte tijd. Er is niets verloren: log nog een keer in en ga verder.
ended-button = Begin opnieuw

## problem

problem-button = Terug naar het begin
problem-reference = Referentie
problem-reference-text = Geef deze code door als je om hulp vraagt.
problem-nothing-title = Hier is niets
problem-nothing-text = Dit adres bestaat niet. Controleer de link, of begin vanaf het begin.
problem-method-title = Dat werkt hier niet
problem-method-text = Ga terug en gebruik de knoppen van de pagina.
problem-foreign-title = Dat kwam niet van deze pagina
problem-foreign-text = Voor je veiligheid is het verzoek geweigerd. Open de pagina opnieuw en probeer het nog eens.
problem-large-title = Te veel in één keer
problem-large-text = Wat je hebt gestuurd, is groter dan deze pagina aanneemt.
problem-throttled-title = Te veel pogingen
problem-throttled-text = Wacht even en probeer het dan opnieuw.
problem-unreadable-title = Dat kon niet worden gelezen
problem-unreadable-text = Ga terug, controleer wat je hebt ingevuld en probeer het opnieuw.
problem-broken-title = Hier ging iets mis
problem-broken-text = Het ligt niet aan jou. Probeer het over een paar minuten opnieuw.
problem-silent-title = Iets reageert niet
problem-silent-text = Iets wat hiervoor nodig is, reageert niet. Probeer het over een paar minuten opnieuw.
problem-busy-title = Nu erg druk
problem-busy-text = De server heeft veel te doen. Probeer het over een paar seconden opnieuw.
problem-refused-title = Dat kan niet
problem-refused-text = Ga terug naar het begin en probeer het nog een keer. Gebeurt het weer, vraag het dan je beheerder.
problem-not-ready-text = Deze server is nog niet klaar om apparaten in te stellen. Vraag het je beheerder.
problem-wrong-links-title = Te veel verkeerde links
problem-wrong-links-text = Vanaf je netwerk kwamen veel links die niet bestaan. Wacht een paar minuten en begin dan vanaf het begin.
profile-unknown-title = Deze link is niet geldig
profile-unknown-text = Er hoort geen profiel bij deze link. Begin vanaf het begin en gebruik daar de downloadknop.
profile-expired-title = Deze link is te oud
profile-expired-text = Het profiel kon na het inloggen maar een beperkte tijd worden gedownload. Log nog een keer in om een nieuw te krijgen.
account-refused-title = Dit gaat niet verder
account-over-text = Dit inloggen duurde te lang, of was al afgerond. Begin opnieuw in Instellingen.
account-other-text = Je hebt in Instellingen een ander account getypt dan dat van jezelf. Begin opnieuw in Instellingen met het account dat je van je organisatie hebt gekregen.
account-device-text = Je organisatie stelt dit apparaat niet op deze manier in. Werk het bij in Instellingen › Algemeen › Software-update, of vraag het je beheerder.
account-not-offered-text = Inloggen bij een account in Instellingen wordt je hier niet aangeboden. Vraag het je beheerder.
profile-used-title = Dit profiel is gebruikt
profile-used-text = Er is al een apparaat mee ingesteld. Begin vanaf het begin om een ander apparaat in te stellen, of dit nog eens.
profile-ended-title = Dit instellen is voorbij
profile-ended-text = Het profiel werkt niet meer. Log nog een keer in om een nieuw te krijgen.
profile-personal-text = Een eigen apparaat voeg je toe in Instellingen, niet met een profiel.
profile-unanswered-text = Er zijn nog vragen open. Ga terug naar het begin en beantwoord die eerst.
profile-settled-text = Het profiel is al gedownload, dus dit kan niet meer worden gewijzigd. Log uit en begin opnieuw om het te wijzigen.
profile-not-offered-text = Dit is je niet aangeboden. Ga terug naar het begin en kies opnieuw.

## poster

poster-title = Stel je iPhone of iPad in
poster-lead = Richt de camera op deze code en tik op de link die verschijnt.
poster-or-type = of typ dit adres in Safari
poster-step-log-in = Log in met het account dat je van { $organization } hebt gekregen.
poster-step-download = Download het profiel en installeer het in Instellingen. De pagina laat elke tik zien.
poster-step-done = Ga terug naar de pagina: die zegt wanneer alles klaar is.

## time

time-exact = { $day } { $month } { $year }, { $time } UTC
time-of-day = { $time } UTC
time-in-seconds = over een paar seconden
time-in-moment = over minder dan een minuut
time-in-minutes = { $count ->
    [one] over { $count } minuut
   *[other] over { $count } minuten
}
time-in-hours = { $count ->
    [one] over { $count } uur
   *[other] over { $count } uur
}
time-in-days = { $count ->
    [one] over { $count } dag
   *[other] over { $count } dagen
}
time-month-1 = jan
time-month-2 = feb
time-month-3 = mrt
time-month-4 = apr
time-month-5 = mei
time-month-6 = jun
time-month-7 = jul
time-month-8 = aug
time-month-9 = sep
time-month-10 = okt
time-month-11 = nov
time-month-12 = dec
