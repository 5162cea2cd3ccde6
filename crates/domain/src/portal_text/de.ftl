### The texts of the enrollment portal, in German.

## page

page-title = Gerät einrichten
page-step = Schritt { $step } von { $steps }
page-help-heading = Brauchen Sie Hilfe?
page-language = Sprache

## language

language-title = Sprache wählen
language-text = Die Seiten auf diesem Gerät erscheinen dann in dieser Sprache. Sonst ändert sich nichts.
language-back = Zurück

## login

login-title = Anmelden
login-text = Melden Sie sich mit dem Account an, den Sie von { $organization } bekommen haben.
login-invited-text = { $inviter } lädt Sie ein. Melden Sie sich mit dem Account an, den Sie von { $organization } bekommen haben.
login-invited-by-name-text = { $inviter } lädt **{ $recipient }** ein. Melden Sie sich mit dem Account an, den Sie von { $organization } bekommen haben.
login-username = Benutzername
login-password = Passwort
login-button = Anmelden
login-note-text = Auf diesem Gerät ändert sich nichts, bis Sie selbst ein Profil installieren, zwei Schritte von hier.
login-invited-note-text = Auf diesem Gerät ändert sich nichts, bis Sie selbst ein Profil installieren.
login-code-link = Haben Sie einen Code?
login-leave-button = Ohne diese Einladung weiter
login-username-missing = Geben Sie Ihren Benutzernamen ein.
login-password-missing = Geben Sie Ihr Passwort ein.
login-refused = Benutzername oder Passwort stimmt nicht, oder dieser Account darf hier nicht verwendet werden.
login-throttled = Es gab zu viele Versuche. Bitte versuchen Sie es { $wait } noch einmal.
login-nothing-offered = Ihr Account darf keine Geräte einrichten. Bitten Sie Ihre Administration, es zu erlauben.
login-personal-only = Mit Ihrem Account können nur private Geräte eingerichtet werden. Sie werden in den Einstellungen hinzugefügt, nicht auf dieser Seite. Fragen Sie Ihre Administration.
login-settings-instead = Die Geräte Ihrer Organisation werden nicht auf dieser Seite eingerichtet. Öffnen Sie auf dem Gerät „Einstellungen › Allgemein › VPN und Geräteverwaltung“ und wählen Sie „Beim Arbeits- oder Schulaccount anmelden“.
login-administrator-instead = Die Geräte Ihrer Organisation werden nicht auf dieser Seite eingerichtet. Fragen Sie Ihre Administration, wie es geht.
login-directory-silent = Das Verzeichnis von { $organization } antwortet nicht. Wer darin steht, kann sich gerade nicht anmelden. Versuchen Sie es in ein paar Minuten noch einmal. Lokale Accounts gehen weiterhin: Wenn Sie einen haben, prüfen Sie Benutzername und Passwort.
login-provider-button = Mit { $provider } anmelden
login-provider-or = Oder mit Benutzername und Passwort
login-leaving-title = Weiter zu { $provider }
login-leaving-text = Sie melden sich bei { $provider } an und kommen von selbst hierher zurück.
login-leaving-button = Weiter zu { $provider }
login-passwords-off = Passwörter gelten hier nicht. Melden Sie sich mit der Taste oben an.
login-provider-off-text = Auf diesem Weg kann sich im Moment niemand anmelden. Gehen Sie zurück und wählen Sie einen anderen.
login-provider-over-text = Diese Anmeldung wurde schon benutzt, hat länger als zehn Minuten gedauert oder wurde in einem anderen Browser begonnen. Fangen Sie noch einmal von vorne an.
login-provider-declined-text = Sie wurden dort nicht hereingelassen: Die Anmeldung wurde abgebrochen oder abgelehnt. Fangen Sie noch einmal an, oder bitten Sie um Hilfe.
login-provider-unverified-text = Was zurückkam, ließ sich nicht prüfen. Darum wurde niemand angemeldet. Fangen Sie noch einmal an. Wenn es so bleibt, bitten Sie um Hilfe und nennen Sie die Referenz.
login-provider-nameless-text = Ihr Benutzername kam nicht mit. Bitten Sie um Hilfe und nennen Sie die Referenz.

## ownership

ownership-title = Wem gehört dieses Gerät?
ownership-text = Davon hängt ab, was { $organization } darauf sehen und tun kann.
ownership-institutional-title = Es gehört { $organization }
ownership-institutional-button = Gerät der Organisation
ownership-personal-title = Es gehört mir
ownership-personal-button = Privates Gerät
ownership-not = Nicht möglich:
ownership-personal-can-facts = das Modell, die iOS-Version und die Apps für Ihre Arbeit sehen
ownership-personal-can-set-up = Accounts, Netzwerke und Apps für Ihre Arbeit einrichten
ownership-personal-can-remove = wieder entfernen, was sie eingerichtet hat
ownership-personal-cannot-identify = die Seriennummer oder die Telefonnummer sehen
ownership-personal-cannot-see = Ihre eigenen Apps, Fotos und Nachrichten sehen, oder wo Sie sind
ownership-personal-cannot-erase = das Gerät löschen oder seinen Code zurücksetzen
ownership-note-text = Nicht sicher? Überlegen Sie, wer es bezahlt hat, oder fragen Sie, wer es Ihnen gegeben hat. Sie können auf diese Seite zurückkommen.
ownership-fault = Wählen Sie eines von beiden.

## eula

eula-title = Vereinbarung
eula-text = { $organization } bittet Sie, dies zu lesen und anzunehmen, bevor das Gerät eingerichtet wird.
eula-button = Annehmen
eula-refuse-button = Ich nehme nicht an

## sites

site-title = Standort wählen
site-text = Wohin gehört dieses Gerät?
site-legend = Standort
site-none = Kein Standort
site-note-text = Nicht sicher? Fragen Sie, wer Ihnen den Account gegeben hat.
site-button = Weiter
site-fault = Wählen Sie einen davon.

## certificate

certificate-title = Zertifikat installieren
certificate-text = An diesem Zertifikat erkennt Ihr Gerät, dass es mit { $organization } spricht und mit niemandem sonst. Laden Sie es hier und installieren Sie es dann innerhalb von 8 Minuten in den Einstellungen.
certificate-fetched-text = Öffnen Sie jetzt **Einstellungen**, tippen Sie auf **Profil geladen** und installieren Sie es. Kommen Sie dann zurück und gehen Sie weiter.
certificate-tap-install-text = Es steht oben rechts. Geben Sie Ihren Code ein, tippen Sie noch einmal auf **Installieren**, dann auf **Fertig**.
certificate-button = Zertifikat laden
certificate-again-button = Noch einmal laden
certificate-next-button = Es ist installiert: weiter

## institutional-mdm

install-title = Profil installieren
install-later-title = Fast geschafft
install-text = Laden Sie es hier und installieren Sie es dann in den Einstellungen. iOS hebt es 8 Minuten auf.
install-fetched-text = Öffnen Sie jetzt **Einstellungen** und tippen Sie auf **Profil geladen**. Kommen Sie dann zurück: Diese Seite weiß, wie weit Sie sind.
install-connecting-text = Ihr Gerät stellt die Verbindung her. Lassen Sie es einen Moment eingeschaltet.
install-button = Profil laden
install-again-button = Noch einmal laden
install-logout-button = Abmelden und neu anfangen
install-clock-text = Die Uhr dieses Geräts geht falsch. Stellen Sie sie unter **Einstellungen › Allgemein › Datum & Uhrzeit**, sonst schlägt die Installation fehl.
install-before = Installieren Sie es vor { $time }
install-left = Zeit zum Installieren
install-gone = iOS hat das Profil weggeworfen. Laden Sie es noch einmal.
progress-title = Fortschritt
progress-logged-in = Angemeldet
progress-profile-fetched = Profil geladen
progress-certificate-issued = Zertifikat ausgestellt
progress-checked-in = Gerät hat sich gemeldet
progress-enrolled = Eingerichtet
progress-done = erledigt
progress-now = läuft
progress-to-come = kommt noch
tap-title = Worauf Sie tippen
tap-allow-title = Download erlauben
tap-allow-text = Wenn Safari fragt, tippen Sie auf **Erlauben** und schließen Sie dann die Meldung.
tap-settings-title = Einstellungen öffnen
tap-settings-text = Tippen Sie weit oben auf **Profil geladen**. Nicht da? Schauen Sie unter **Allgemein › VPN und Geräteverwaltung**.
tap-install-title = Auf „Installieren“ tippen
tap-install-text = Es steht oben rechts.
tap-passcode-title = Code eingeben
tap-passcode-text = Den, mit dem Sie dieses Gerät entsperren. Tippen Sie dann noch einmal auf **Installieren**.
tap-trust-title = Der Verwaltung vertrauen
tap-trust-text = Tippen Sie auf **Vertrauen**, dann auf **Fertig**, und kommen Sie auf diese Seite zurück.
ios-ignore = Ignorieren
tap-allow-opens-text = Wenn Safari fragt, tippen Sie auf **Erlauben**. Die Einstellungen öffnen sich von selbst.
tap-settings-before-15-text = Tippen Sie weit oben auf **Profil geladen**. Nicht da? Schauen Sie unter **Allgemein › Profile und Geräteverwaltung**.
tap-settings-ipad-text = Tippen Sie an der Seite weit oben auf **Profil geladen**. Nicht da? Schauen Sie unter **Allgemein › VPN und Geräteverwaltung**.
tap-warning-title = Lesen, was es bedeutet
tap-warning-text = iOS sagt, was das Profil tut. Tippen Sie noch einmal auf **Installieren**.
drawing-other-title = Sieht anders aus?
drawing-other-text = Wählen Sie, was auf Ihrem Gerät ist.
ios-generation-26 = iOS 26 oder neuer
ios-generation-18 = iOS 18
ios-generation-15 = iOS 15 bis 17
ios-generation-12 = iOS 12 bis 14
ios-generation-10 = iOS 10 oder 11
ios-generation-ipad = iPad
drawing-allow = Safari fragt, ob es ein Profil laden darf. Von den beiden Antworten ist „Erlauben“ markiert.
drawing-profile-downloaded = Die Liste der Einstellungen. Die Zeile „Profil geladen“ weit oben ist markiert.
drawing-install = Das Profil in den Einstellungen. „Installieren“ oben ist markiert.
drawing-passcode = iOS fragt nach dem Code des Geräts.
drawing-warning = iOS sagt, was das Profil tut. „Installieren“ oben ist markiert.
drawing-trust = iOS fragt, ob Sie der entfernten Verwaltung vertrauen. Von den beiden Antworten ist „Vertrauen“ markiert.
drawing-general = „Allgemein“ in den Einstellungen. Die Zeile „Info“ ist markiert.
drawing-about = „Info“ in den Einstellungen. Die Zeile „Zertifikatsvertrauenseinstellungen“ am Ende ist markiert.
drawing-trust-switch = Zertifikatsvertrauenseinstellungen. Der Schalter neben dem Zertifikat ist eingeschaltet und markiert.
drawing-device-management = „Allgemein“ in den Einstellungen. Die Zeile mit den Profilen ist markiert.
drawing-sign-in = „VPN und Geräteverwaltung“ in den Einstellungen. Die Zeile zum Anmelden beim Arbeits- oder Schulaccount ist markiert.
install-help-title = Nichts passiert?
install-help-row-text = **Keine Zeile in den Einstellungen?** iOS hebt ein Profil 8 Minuten auf, und nur das letzte: Laden Sie es noch einmal, und schauen Sie auch unter **Allgemein › VPN und Geräteverwaltung**.
install-help-managed-text = **Immer noch keine Zeile, oder „Installieren“ bewirkt nichts?** Vielleicht wird das Gerät schon verwaltet, von einer Schule, einem Arbeitgeber oder durch „Bildschirmzeit“. Wer es verwaltet, muss es zuerst freigeben: Schauen Sie unter **Allgemein › VPN und Geräteverwaltung**.
install-help-stolen-text = **Schutz für gestohlene Geräte** fragt nach Ihrem Gesicht oder Finger und lässt Sie fern von vertrauten Orten vielleicht eine Stunde warten. Warten Sie, machen Sie es zu Hause oder bei der Arbeit, oder schalten Sie den Schutz kurz aus, unter **Einstellungen › Face ID & Code**.
install-help-lockdown-text = Der **Blockierungsmodus** lässt kein Profil herein. Schalten Sie ihn unter **Einstellungen › Datenschutz & Sicherheit** aus, bis das Gerät eingerichtet ist.
install-help-clock-text = **Falsches Datum oder falsche Uhrzeit** lässt die Installation fehlschlagen. Schalten Sie **Automatisch einstellen** ein, unter **Einstellungen › Allgemein › Datum & Uhrzeit**.
install-help-vpn-text = **Ein VPN oder ein Filter** kann verhindern, dass das Gerät uns erreicht. Schalten Sie es aus, bis alles erledigt ist.
ios-allow = Erlauben
ios-settings = Einstellungen
ios-profile-downloaded = Profil geladen
ios-install-profile = Profil installieren
ios-install = Installieren
ios-cancel = Abbrechen
ios-enter-passcode = Code eingeben
ios-remote-management = Entfernte Verwaltung
ios-trust = Vertrauen
ios-warning = Warnung
ios-general = Allgemein
ios-about = Info
ios-certificate-trust-settings = Zertifikatsvertrauenseinstellungen
ios-vpn-and-device-management = VPN und Geräteverwaltung
ios-profiles-and-device-management = Profile und Geräteverwaltung
ios-sign-in = Beim Arbeits- oder Schulaccount anmelden …

## user-enrollment-mdm

personal-title = Weiter in den Einstellungen
personal-text = Ein privates Gerät wird in den Einstellungen hinzugefügt, nicht auf dieser Seite. Es gibt nichts zu laden.
personal-step-settings = Öffnen Sie **Einstellungen › Allgemein › VPN und Geräteverwaltung**.
personal-step-sign-in = Tippen Sie auf **Beim Arbeits- oder Schulaccount anmelden**.
personal-step-account = Geben Sie Ihren verwalteten Apple Account ein: { $address }
personal-step-account-unknown = Geben Sie den verwalteten Apple Account ein, den Sie von { $organization } bekommen haben.
personal-step-follow = Melden Sie sich an wie hier, und folgen Sie dem, was das Gerät zeigt.
personal-version-text = Nötig ist iOS 15 oder iPadOS 15, oder neuer.
personal-privacy-link = Was { $organization } sehen wird
personal-back-link = Es ist nicht mein eigenes Gerät
personal-logout-button = Von dieser Seite abmelden
privacy-title = Ihr eigenes Gerät und { $organization }
privacy-text = Wenn Sie sich auf einem privaten Gerät mit Ihrem Arbeitsaccount anmelden, hält iOS die Arbeit von allem anderen getrennt. Genau das bedeutet es.
privacy-sees-title = { $organization } sieht
privacy-sees-model = das Modell, die iOS-Version und den Namen des Geräts
privacy-sees-account = Ihren verwalteten Apple Account, und wann sich das Gerät zuletzt gemeldet hat
privacy-sees-apps = die Apps, Profile und Zertifikate, die von dort installiert wurden
privacy-sees-state = ob ein Code gesetzt ist, und wie viel Speicher frei ist
privacy-sees-not-title = { $organization } sieht nicht
privacy-sees-not-identifiers = die Seriennummer, die UDID, die IMEI oder die Telefonnummer: iOS gibt dem Gerät eine Nummer, die mit der Registrierung endet
privacy-sees-not-apps = welche anderen Apps Sie haben, oder Ihren Apple Account
privacy-sees-not-content = Fotos, Nachrichten, Mails, Anrufe oder die Websites, die Sie besuchen
privacy-sees-not-place = wo das Gerät ist
privacy-does-title = { $organization } kann
privacy-does-set-up = Accounts, Netzwerke und Apps für Ihre Arbeit einrichten
privacy-does-passcode = einen Code mit sechs Ziffern verlangen
privacy-does-remove = entfernen, was von dort eingerichtet wurde, samt den Daten darin
privacy-does-not-title = { $organization } kann nicht
privacy-does-not-erase = das Gerät löschen, oder etwas von Ihnen darauf
privacy-does-not-unlock = Ihren Code zurücksetzen oder das Gerät entsperren
privacy-does-not-rule = Ihnen Apps verbieten oder Einstellungen des ganzen Geräts ändern
privacy-end-text = Sie können es jederzeit beenden: Melden Sie sich unter **Einstellungen › Allgemein › VPN und Geräteverwaltung** ab. Was für die Arbeit eingerichtet wurde, wird dann entfernt; alles andere bleibt.
privacy-back-link = Zurück

## complete

complete-title = Alles fertig
complete-text = Dieses Gerät wird jetzt von { $organization } verwaltet. Sie können es benutzen.
complete-facts-title = Was eingerichtet wurde
complete-managed-by = Verwaltet von
complete-assigned-to = Zugewiesen an
complete-ownership = Eigentum
complete-since = Seit
complete-institutional = Gerät der Organisation
complete-personal = Privates Gerät
complete-know-title = Gut zu wissen
complete-arrives = Accounts, Netzwerke und Apps kommen in den nächsten Minuten von selbst.
complete-where = Sie finden das Profil unter **Einstellungen › Allgemein › VPN und Geräteverwaltung**.
complete-ask = Fragen? Wenden Sie sich an die Administration von { $organization }.
complete-logout-button = Von dieser Seite abmelden
complete-close-text = Sie können diese Seite schließen.
failed-title = Das hat nicht geklappt
failed-reference = Referenz
stop-challenge-used = Dieses Profil wurde schon benutzt. Entfernen Sie es in den Einstellungen, falls es noch da ist, und laden Sie hier ein neues.
stop-challenge-expired = Das Profil wurde zu spät installiert. Laden Sie es noch einmal und installieren Sie es innerhalb von acht Minuten.
stop-request-refused = Dieses Gerät konnte sein Zertifikat nicht bekommen. Bringen Sie es auf das neueste iOS und laden Sie das Profil dann noch einmal.
stop-other-device = Das Profil wurde auf einem anderen Gerät benutzt. Fangen Sie auf dem Gerät noch einmal an, das Sie einrichten möchten.
stop-wrong-topic = Während der Einrichtung haben sich die Einstellungen der Organisation geändert. Melden Sie sich hier ab und fangen Sie noch einmal an.
stop-invitation-used-up = Inzwischen wurde die Einladung auf anderen Geräten benutzt. Bitten Sie, wer Sie eingeladen hat, um eine neue.
stop-other-serial-number = Diese Einladung ist für ein anderes Gerät. Benutzen Sie sie auf dem Gerät, für das sie gedacht war, oder bitten Sie um eine neue.
stop-serial-number-not-admitted = Ihre Organisation kennt dieses Gerät nicht. Nennen Sie Ihrer Administration die Seriennummer, unter „Einstellungen › Allgemein › Info“, und fangen Sie dann noch einmal an.
stop-other-way = Dieses Gerät hat sich auf einem anderen Weg angemeldet, als verlangt war. Fangen Sie unter „Einstellungen › Allgemein › VPN und Geräteverwaltung“ noch einmal an.
stop-not-signed-in = Dieses Gerät hat nicht gezeigt, dass Sie sich angemeldet haben. Fangen Sie unter „Einstellungen › Allgemein › VPN und Geräteverwaltung“ noch einmal an.
stop-os-too-old = Das System dieses Geräts ist älter, als Ihre Organisation zulässt. Aktualisieren Sie es unter „Einstellungen › Allgemein › Softwareupdate“ und laden Sie das Profil dann noch einmal.
stop-model-not-admitted = Ihre Organisation verwaltet keine Geräte dieses Modells. Nehmen Sie ein anderes Gerät, oder fragen Sie Ihre Administration.
stop-re-enrollment-refused = Dieses Gerät ist bei Ihrer Organisation für jemand anderen eingetragen. Nur diese Person oder die Administration kann es neu einrichten. Fragen Sie Ihre Administration.

## welcome

welcome-title = Was geschehen wird
welcome-text = { $organization } wird dieses Gerät verwalten. Die Einrichtung dauert etwa drei Minuten.
welcome-you-title = Sie
welcome-by-invitation = Mit Einladung
welcome-not-you-button = Nicht Sie?
welcome-steps-title = Drei Schritte
welcome-four-steps-title = Vier Schritte
welcome-step-certificate = Sie **installieren ein Zertifikat** und schalten es ein, damit dieses Gerät unserem Server vertraut.
welcome-step-download = Sie **laden ein Profil** von dieser Seite.
welcome-step-install = Sie **installieren es in den Einstellungen**, mit Ihrem Code. Wir zeigen Ihnen jeden Schritt.
welcome-step-back = Sie **kommen hierher zurück**. Diese Seite sagt Ihnen, wenn alles erledigt ist.
welcome-can-title = { $organization } kann dann
welcome-can-facts = Modell, Seriennummer, iOS-Version und Speicher sehen
welcome-can-apps = sehen, welche Apps installiert sind
welcome-can-set-up = Accounts, Netzwerke und Apps für Ihre Arbeit einrichten
welcome-can-erase = das Gerät sperren, seinen Code zurücksetzen oder es löschen
welcome-cannot-title = { $organization } kann nicht
welcome-cannot-messages = Ihre Nachrichten, Mails oder Notizen lesen
welcome-cannot-photos = Ihre Fotos sehen, oder die Websites, die Sie besuchen
welcome-cannot-passwords = mithören oder Ihre Passwörter sehen
welcome-institutional-text = Dieses Gerät wird als Gerät der Organisation eingerichtet. Sie können hier aufhören: Nichts ändert sich, bis Sie das Profil installieren.
welcome-personal-text = Dieses Gerät wird als privates Gerät eingerichtet. Sie können hier aufhören: Nichts ändert sich, bis Sie das Profil installieren.
welcome-button = Weiter

## user

user-title = Einer Person zuweisen
user-heading = Für wen ist es?
user-text = Suchen Sie die Person, die dieses Gerät benutzen wird.
user-field = Benutzername, Name oder E-Mail-Adresse
user-search-button = Suchen
user-found = Gefunden
user-too-short = Geben Sie mindestens zwei Zeichen ein.
user-nobody = Niemand gefunden mit „{ $searched }“. Prüfen Sie die Schreibweise.
user-silent = Gerade konnte niemand gesucht werden. Versuchen Sie es in einer Minute noch einmal.
user-unknown = Das Verzeichnis kennt diese Person nicht mehr. Suchen Sie noch einmal.
user-not-all = Nicht alle konnten gesucht werden: { $directories } antwortet nicht.
user-count = { $count ->
    [one] Eine Person
   *[other] { $count } Personen
}
user-assign-button = Zuweisen
user-assign-to = { $name } zuweisen
user-so-far = Bisher ist das Gerät für { $name }.
user-so-far-nobody = Bisher ist das Gerät für niemanden.
user-keep-link = Dabei bleiben
user-blank-button = Ohne Person weiter

## code

code-title = Code eingeben
code-text = Wir haben sechs Ziffern an **{ $address }** gesendet. Sie gelten zehn Minuten.
code-field = Code
code-button = Weiter
code-again-button = Neuen Code senden
code-sent-again = Ein neuer Code ist unterwegs. Nur der neueste zählt.
code-note-text = Nichts gekommen? Prüfen Sie, ob die Adresse oder Nummer noch Ihre ist, und fragen Sie, wer Sie eingeladen hat.
code-stop-button = Hier aufhören
code-missing = Geben Sie die sechs Ziffern ein.
code-refused = Dieser Code stimmt nicht, oder er ist älter als zehn Minuten.
code-used-up = Es waren zu viele Codes. Fangen Sie noch einmal bei Ihrer Einladung an.

## approval

approval-title = Warten auf Genehmigung
approval-text = Wer Sie eingeladen hat, weiß Bescheid und entscheidet über dieses Gerät. Sie müssen nichts tun.
approval-yours = Ihr Teil ist getan
approval-theirs = Jemand genehmigt das Gerät
approval-then = Sie installieren das Profil
approval-note = Diese Seite geht von selbst weiter. Sie können sie verlassen und später in diesem Browser wiederkommen.
approval-button = Noch einmal nachsehen
approval-stop-button = Hier aufhören

## reenrollment

known-title = Dieses Gerät ist bekannt
known-text = Dieses { $kind } wurde schon einmal eingerichtet. Es gehört **{ $user }**.
known-kind = Gerät
known-facts-title = Was daraus wird
known-device = Gerät
known-now = Gehört jetzt
known-then = Gehört dann
known-same = Es bleibt bei { $user } und wird neu eingerichtet.
known-becomes = Es wird { $becomes } gehören. Was { $user } darauf von der Organisation bekommen hat, wird entfernt.
known-stays = Es bleibt für { $user } eingetragen, bis die Administration die Änderung bestätigt.
known-nobody = Es wird für niemanden eingetragen sein.
known-refused = Nur { $user } oder die Administration kann es neu einrichten. Fragen Sie Ihre Administration.
known-button = Ja, einrichten
known-other-button = Das ist ein anderes Gerät
known-stop-button = Hier aufhören

## invitation

invitation-title = Sie sind eingeladen
invitation-text = **{ $inviter }** lädt Sie ein, dieses Gerät bei { $organization } einzurichten.
invitation-for = Für
invitation-from = Von
invitation-ends = Endet
invitation-steps-title = Was geschehen wird
invitation-step-login = Sie **melden sich an**, mit dem Account, den Sie von { $organization } bekommen haben.
invitation-step-code = Sie **geben einen Code ein**, den wir an { $address } senden.
invitation-step-approval = { $inviter } **genehmigt** dieses Gerät.
invitation-step-install = Sie **installieren ein Profil** in den Einstellungen. Wir zeigen Ihnen jeden Schritt.
invitation-step-managed = Danach **verwaltet { $organization } dieses Gerät**. Sie lesen vorher, was das bedeutet.
invitation-note-text = Auf diesem Gerät ändert sich nichts, bis Sie selbst das Profil installieren.
invitation-button = Weiter
invitation-leave-button = Nicht für mich
invitation-computer-text = **{ $inviter }** lädt Sie ein, ein Gerät bei { $organization } einzurichten. Nehmen Sie das iPhone oder iPad, das Sie einrichten möchten.
invitation-browser-text = **{ $inviter }** lädt Sie ein, ein Gerät bei { $organization } einzurichten. iOS nimmt Profile zuverlässig nur von Safari an, und Sie verwenden { $browser }.
invitation-message-title = Mit Ihrer Nachricht
invitation-browser-back = Gehen Sie zurück zu der Nachricht mit Ihrer Einladung.
invitation-browser-copy = Halten Sie den Link gedrückt, und **kopieren** Sie ihn.
invitation-browser-paste = Öffnen Sie **Safari**, setzen Sie den Link in die Adresszeile ein und bestätigen Sie.
invitation-computer-open = Öffnen Sie die Nachricht mit Ihrer Einladung **auf jenem Gerät**.
invitation-computer-tap = Tippen Sie darin auf den Link. Er öffnet sich in **Safari**.
invitation-code-title = Oder mit dem Code in Ihrer Nachricht
invitation-code-address = Öffnen Sie { $address } in Safari.
invitation-code-address-or-picture = Öffnen Sie { $address } in Safari, oder richten Sie die Kamera auf das Bild unten.
invitation-code-tap = Tippen Sie auf **Haben Sie einen Code?**
invitation-code-type = Geben Sie den Code aus Ihrer Nachricht ein.
code-entry-title = Code eingeben
code-entry-text = Zehn Buchstaben und Ziffern: unter dem Link in Ihrer Einladung, oder auf dem anderen Gerät, auf dem Sie angefangen haben.
code-entry-field = Code
code-entry-button = Weiter
code-entry-note-text = Großbuchstaben und Striche sind egal.
code-entry-none-link = Ich habe keinen Code
code-entry-missing = Geben Sie den Code ein.
code-entry-unknown = Dieser Link oder Code ist nicht gültig. Prüfen Sie ihn, oder bitten Sie, wer Sie eingeladen hat, um einen neuen.
invitation-unknown-title = Dieser Link ist nicht gültig
invitation-unknown-text = Zu ihm gehört keine Einladung. Prüfen Sie, ob der ganze Link oder Code angekommen ist, oder bitten Sie, wer Sie eingeladen hat, um einen neuen.
invitation-expired-title = Ihre Einladung ist abgelaufen
invitation-expired-text = Sie galt eine begrenzte Zeit, und diese Zeit ist vorbei.
invitation-revoked-title = Ihre Einladung wurde zurückgezogen
invitation-revoked-text = Wer Sie eingeladen hat, hat sie zurückgenommen. Darum gilt sie nicht mehr.
invitation-paused-title = Ihre Einladung ruht
invitation-paused-text = Sie gilt im Moment nicht. Ihr Link bleibt gültig: Versuchen Sie es später noch einmal, oder fragen Sie, wer Sie eingeladen hat.
invitation-used-up-title = Ihre Einladung wurde benutzt
invitation-used-up-text = So viele Geräte, wie vorgesehen waren, wurden damit eingerichtet oder werden es gerade.
invitation-outside-hours-title = Kommen Sie etwas später wieder
invitation-outside-hours-text = Diese Einladung gilt nur zu bestimmten Zeiten, und jetzt ist keine davon. Ihr Link bleibt gültig. Wer Sie eingeladen hat, kennt die Zeiten.
invitation-other-person-title = Diese Einladung ist für jemand anderen
invitation-other-person-text = Melden Sie sich mit dem Account an, an den sie ging, oder bitten Sie, wer Sie eingeladen hat, um eine eigene Einladung.
invitation-other-person = Diese Einladung ist für jemand anderen. Melden Sie sich mit dem Account an, an den sie ging.
invitation-ask-button = Neuen Link anfordern
invitation-ask-note-text = { $inviter } erfährt davon und entscheidet darüber.
invitation-told-title = { $inviter } weiß Bescheid
invitation-told-text = Sie bekommen eine neue Nachricht, sobald eine gesendet wird. Sie können diese Seite schließen.
invitation-asked-title = Sie haben schon gefragt
invitation-asked-text = { $inviter } weiß, dass Sie gern einen neuen Link hätten.
invitation-again-button = Erneut versuchen
invitation-without-button = Ohne diese Einladung weiter

## browser

browser-title = In Safari öffnen
browser-heading = Öffnen Sie diese Seite in Safari
browser-text = Zum Einrichten eines Geräts braucht es ein Profil, und iOS nimmt Profile zuverlässig nur von Safari an. Sie verwenden { $browser }.
browser-step-copy = Kopieren Sie den Link unten.
browser-step-open = Öffnen Sie **Safari**.
browser-step-paste = Setzen Sie den Link in die Adresszeile ein und bestätigen Sie.
browser-link = Link
browser-copy-button = Link kopieren
browser-copied = Kopiert
browser-camera = Mit der Kamera eines anderen Geräts
browser-anyway-link = Trotzdem in diesem Browser versuchen
browser-qr = QR-Code der Adresse dieser Seite
browser-of-app = den eingebauten Browser von { $app }
browser-of-some-app = den eingebauten Browser einer App
browser-google-app = die Google-App
computer-title = Weiter auf Ihrem iPhone oder iPad
computer-text = Richten Sie dessen Kamera auf diesen Code und tippen Sie auf den Link, der erscheint.
computer-address = oder geben Sie diese Adresse in Safari ein
computer-android-text = Android-Geräte werden hier nicht eingerichtet. Richten Sie die Kamera des iPhone oder iPad, das Sie einrichten möchten, auf diesen Code, und tippen Sie auf den Link, der erscheint.
browser-open-button = In Safari öffnen
browser-open-text = Nichts passiert? Dann gehen Sie diesen Weg.
computer-ipad-link = Das ist das iPad, das ich einrichten möchte
unsuited-title = Dieses Gerät passt vielleicht nicht
unsuited-old-text = Es hat wohl iOS { $version }, und { $organization } verlangt { $minimum } oder neuer. Aktualisieren Sie es unter **Einstellungen › Allgemein › Softwareupdate**, und kommen Sie dann wieder.
unsuited-kind-text = Es ist wohl ein { $kind }, und { $organization } verwaltet solche nicht.
unsuited-go-on-link = Trotzdem weiter
closed-title = Nicht auf dieser Seite

## trust

trust-title = Zertifikat einschalten
trust-text = Einem von Hand installierten Zertifikat glaubt Ihr Gerät erst, wenn Sie es einschalten. Öffnen Sie **Einstellungen › Allgemein › Info › Zertifikatsvertrauenseinstellungen**.
trust-waiting = Warten auf den Schalter. Diese Seite geht von selbst weiter.
trust-untrusted = Noch nicht eingeschaltet. Diese Seite sieht alle zwei Sekunden nach.
trust-offline = Dieses Gerät hat gerade keine Verbindung zum Server.
trust-trusted = Eingeschaltet. Weiter zum Profil …
trust-tap-about-title = Einstellungen › Allgemein › Info
trust-tap-about-text = Tippen Sie in **Einstellungen** auf **Allgemein**, dann ganz oben auf **Info**.
trust-tap-settings-title = Zertifikatsvertrauenseinstellungen
trust-tap-settings-text = Scrollen Sie ganz ans Ende und tippen Sie auf **Zertifikatsvertrauenseinstellungen**.
trust-tap-switch-title = Einschalten
trust-tap-switch-text = Schalten Sie **{ $certificate }** ein, tippen Sie auf **Fortfahren**, und kommen Sie auf diese Seite zurück.
trust-button = Es ist eingeschaltet: weiter
trust-anyway-button = Trotzdem weiter
trust-missing-text = „Zertifikatsvertrauenseinstellungen“ fehlt? Dann ist das Zertifikat noch nicht installiert.
trust-back-link = Zertifikat installieren

## handover

handover-title = Weiter auf Ihrem iPhone oder iPad
handover-link = Auf einem anderen Gerät weiter
handover-elsewhere-title = Ist dies das Gerät, das Sie einrichten möchten?
handover-elsewhere-text = Das Profil wird auf dem iPhone oder iPad selbst installiert. Nehmen Sie mit, was Sie angefangen haben: Sie müssen sich nicht noch einmal anmelden.
handover-text = Was Sie hier angefangen haben, geht dort weiter, ohne dass Sie sich noch einmal anmelden. Diese Seite schaut dann nur noch zu.
handover-invitation-text = Ihre Einladung kommt mit.
handover-button = Code zeigen
handover-scan-text = Richten Sie die Kamera Ihres iPhone oder iPad auf dieses Bild und tippen Sie auf den Link, der erscheint.
handover-qr = QR-Code zum Weitermachen auf einem anderen Gerät
handover-code-title = Oder einen Code eingeben
handover-code-address = Öffnen Sie { $address } in Safari.
handover-code-tap = Tippen Sie auf **Haben Sie einen Code?**
handover-code-type = Geben Sie dies ein:
handover-until = Er gilt ein Mal, bis { $time }.
handover-left = Restzeit
handover-waiting = Warten auf Ihr Gerät …
handover-late-text = Der Code galt zehn Minuten, und diese Zeit ist vorbei.
handover-again-button = Neuen Code zeigen
handover-safari-text = Machen Sie in Safari weiter: Es geht dort los, wo Sie sind.
handover-safari-button = In Safari öffnen
handover-safari-else-text = Nichts passiert? Kopieren Sie den Link, öffnen Sie **Safari** und setzen Sie ihn in die Adresszeile ein.
handover-stay-link = Lieber hier weiter
handover-gone-title = Weiter auf Ihrem anderen Gerät
handover-gone-text = Alles Übrige geschieht dort. Diese Seite zeigt, wie weit es ist, und Sie können sie jederzeit schließen.
handover-gone-invitation-text = Ihre Einladung ist auf dem anderen Gerät offen. Sie können diese Seite schließen.
handover-enrolled-title = Ihr anderes Gerät ist eingerichtet
handover-enrolled-text = Es wird jetzt von { $organization } verwaltet. Sie können diese Seite schließen.
handover-stopped-text = Etwas hat nicht geklappt. Ihr anderes Gerät sagt, was zu tun ist.
handover-leave-button = Hier etwas Neues anfangen
handover-take-title = Hier weitermachen?
handover-take-text = **{ $person }** hat angefangen, ein Gerät einzurichten. Es geht hier weiter, wo es aufgehört hat.
handover-take-invited-text = Eine Einladung wurde auf einem anderen Gerät geöffnet. Sie geht hier weiter.
handover-take-note-text = Machen Sie nur weiter, wenn Sie diesen Code selbst erzeugt haben. Auf diesem Gerät ändert sich nichts, bis Sie ein Profil installieren.
handover-take-button = Hier weiter
handover-refuse-button = Nicht für mich
handover-taken-title = Dieser Code wurde schon benutzt
handover-taken-text = Jeder Code gilt ein Mal. Erzeugen Sie einen neuen, wo Sie diesen bekommen haben.
handover-expired-title = Dieser Code ist zu alt
handover-expired-text = Jeder Code gilt zehn Minuten. Erzeugen Sie einen neuen, wo Sie diesen bekommen haben.
handover-over-title = Es gibt nichts weiterzuführen
handover-over-text = Wofür dieser Code war, ist vorbei oder geht anderswo weiter. Fangen Sie von vorne an.
handover-replaced-text = Sie hatten in diesem Browser schon einmal angefangen. Das ist nun vorbei; dies ist Ihr neuer Anfang.

## ended

ended-checked-out-title = Nicht mehr verwaltet
ended-checked-out-text = Das Profil wurde vom Gerät entfernt. Darum wird es nicht mehr verwaltet. Sie können es neu einrichten.
ended-superseded-title = Neu eingerichtet
ended-superseded-text = Das Gerät wurde seitdem noch einmal eingerichtet. Diese Seite gehört zum früheren Mal.
ended-withdrawn-title = Ihr Account hat sich geändert
ended-withdrawn-text = Er wurde unterwegs geschlossen oder bekam ein neues Passwort. Melden Sie sich noch einmal an, um neu anzufangen.
ended-logged-out-title = Sie haben sich abgemeldet
ended-logged-out-text = Das Profil, das Sie vielleicht geladen haben, gilt nicht mehr. Melden Sie sich noch einmal an, um neu anzufangen.
ended-invitation-revoked-title = Ihre Einladung wurde zurückgezogen
ended-invitation-revoked-text = Die Organisation hat die Einladung zurückgezogen oder angehalten. Bitten Sie, wer Sie eingeladen hat, um eine neue.
ended-declined-title = Nicht genehmigt
ended-declined-text = Wer Sie eingeladen hat, hat dieses Gerät nicht genehmigt. Fragen Sie nach, wenn Sie das für einen Irrtum halten.
ended-expired-title = Ihre Zeit hier ist um
ended-expired-text = Zu Ihrer Sicherheit gilt jede Anmeldung nur eine begrenzte Zeit. Nichts ist verloren: Melden Sie sich noch einmal an und machen Sie weiter.
ended-button = Neu anfangen

## problem

problem-button = Zurück zum Anfang
problem-reference = Referenz
problem-reference-text = Wenn Sie um Hilfe bitten, nennen Sie diesen Code.
problem-nothing-title = Hier ist nichts
problem-nothing-text = Diese Adresse gibt es nicht. Prüfen Sie den Link, oder fangen Sie von vorne an.
problem-method-title = Das geht hier nicht
problem-method-text = Gehen Sie zurück und benutzen Sie die Tasten der Seite.
problem-foreign-title = Das kam nicht von dieser Seite
problem-foreign-text = Zu Ihrer Sicherheit wurde die Anfrage abgelehnt. Öffnen Sie die Seite neu und versuchen Sie es noch einmal.
problem-large-title = Zu viel auf einmal
problem-large-text = Was Sie gesendet haben, ist größer, als diese Seite annimmt.
problem-throttled-title = Zu viele Versuche
problem-throttled-text = Warten Sie einen Moment, und versuchen Sie es dann noch einmal.
problem-unreadable-title = Das ließ sich nicht lesen
problem-unreadable-text = Gehen Sie zurück, prüfen Sie Ihre Eingaben und versuchen Sie es noch einmal.
problem-broken-title = Hier ging etwas schief
problem-broken-text = Es liegt nicht an Ihnen. Versuchen Sie es in ein paar Minuten noch einmal.
problem-silent-title = Etwas antwortet nicht
problem-silent-text = Etwas, das hierfür nötig ist, antwortet nicht. Versuchen Sie es in ein paar Minuten noch einmal.
problem-busy-title = Gerade viel los
problem-busy-text = Der Server hat viel zu tun. Versuchen Sie es in ein paar Sekunden noch einmal.
problem-refused-title = Das ist nicht möglich
problem-refused-text = Gehen Sie zurück zum Anfang und versuchen Sie es noch einmal. Wenn es wieder geschieht, fragen Sie Ihre Administration.
problem-not-ready-text = Dieser Server ist noch nicht bereit, Geräte einzurichten. Fragen Sie Ihre Administration.
problem-wrong-links-title = Zu viele falsche Links
problem-wrong-links-text = Aus Ihrem Netzwerk kamen viele Links, die es nicht gibt. Warten Sie ein paar Minuten, und fangen Sie dann von vorne an.
profile-unknown-title = Dieser Link ist nicht gültig
profile-unknown-text = Zu diesem Link gehört kein Profil. Fangen Sie von vorne an, und benutzen Sie dort die Taste zum Laden.
profile-expired-title = Dieser Link ist zu alt
profile-expired-text = Das Profil konnte nur eine begrenzte Zeit nach der Anmeldung geladen werden. Melden Sie sich noch einmal an, um ein neues zu bekommen.
account-refused-title = Hier geht es nicht weiter
account-over-text = Diese Anmeldung hat zu lange gedauert oder war schon abgeschlossen. Fangen Sie in den Einstellungen noch einmal an.
account-other-text = Sie haben in den Einstellungen einen anderen Account eingegeben als Ihren eigenen. Fangen Sie in den Einstellungen noch einmal an, mit dem Account, den Sie von Ihrer Organisation bekommen haben.
account-device-text = Ihre Organisation richtet dieses Gerät nicht auf diesem Weg ein. Aktualisieren Sie es unter „Einstellungen › Allgemein › Softwareupdate“, oder fragen Sie Ihre Administration.
account-not-offered-text = Die Anmeldung bei einem Account in den Einstellungen steht Ihnen hier nicht offen. Fragen Sie Ihre Administration.
profile-used-title = Dieses Profil wurde benutzt
profile-used-text = Damit wurde schon ein Gerät eingerichtet. Um ein anderes Gerät einzurichten, oder dieses noch einmal, fangen Sie von vorne an.
profile-ended-title = Dieser Vorgang ist beendet
profile-ended-text = Das Profil gilt nicht mehr. Melden Sie sich noch einmal an, um ein neues zu bekommen.
profile-personal-text = Ein privates Gerät wird in den Einstellungen hinzugefügt, nicht mit einem Profil.
profile-unanswered-text = Einige Fragen sind noch offen. Gehen Sie zurück zum Anfang, und beantworten Sie sie zuerst.
profile-settled-text = Das Profil wurde schon geladen, darum lässt sich dies nicht mehr ändern. Um es zu ändern, melden Sie sich ab und fangen Sie neu an.
profile-not-offered-text = Das wurde Ihnen nicht angeboten. Gehen Sie zurück zum Anfang und wählen Sie noch einmal.

## poster

poster-title = iPhone oder iPad einrichten
poster-lead = Richten Sie die Kamera auf diesen Code und tippen Sie auf den Link, der erscheint.
poster-or-type = oder geben Sie diese Adresse in Safari ein
poster-step-log-in = Melden Sie sich mit dem Account an, den Sie von { $organization } bekommen haben.
poster-step-download = Laden Sie das Profil und installieren Sie es in den Einstellungen. Die Seite zeigt Ihnen jeden Schritt.
poster-step-done = Gehen Sie zurück zur Seite: Sie sagt Ihnen, wenn alles erledigt ist.

## time

time-exact = { $day }. { $month } { $year }, { $time } UTC
time-of-day = { $time } UTC
time-in-seconds = in ein paar Sekunden
time-in-moment = in weniger als einer Minute
time-in-minutes = { $count ->
    [one] in { $count } Minute
   *[other] in { $count } Minuten
}
time-in-hours = { $count ->
    [one] in { $count } Stunde
   *[other] in { $count } Stunden
}
time-in-days = { $count ->
    [one] in { $count } Tag
   *[other] in { $count } Tagen
}
time-month-1 = Jan.
time-month-2 = Feb.
time-month-3 = März
time-month-4 = Apr.
time-month-5 = Mai
time-month-6 = Juni
time-month-7 = Juli
time-month-8 = Aug.
time-month-9 = Sept.
time-month-10 = Okt.
time-month-11 = Nov.
time-month-12 = Dez.
