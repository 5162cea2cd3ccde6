### The texts of the enrollment portal, in Italian.

## page

page-title = Configura il tuo dispositivo
page-step = Passo { $step } di { $steps }
page-help-heading = Serve aiuto?
page-language = Lingua

## language

language-title = Scegli la lingua
language-text = Le pagine su questo dispositivo appariranno in questa lingua. Non cambia nient’altro.
language-back = Indietro

## login

login-title = Accedi
login-text = Accedi con l’account che hai ricevuto da { $organization }.
login-invited-text = { $inviter } ti invita. Accedi con l’account che hai ricevuto da { $organization }.
login-invited-by-name-text = { $inviter } invita **{ $recipient }**. Accedi con l’account che hai ricevuto da { $organization }.
login-username = Nome utente
login-password = Password
login-button = Accedi
login-note-text = Su questo dispositivo non cambia nulla finché non installi tu un profilo, tra due passi.
login-invited-note-text = Su questo dispositivo non cambia nulla finché non installi tu un profilo.
login-code-link = Hai un codice?
login-leave-button = Continua senza questo invito
login-username-missing = Inserisci il tuo nome utente.
login-password-missing = Inserisci la tua password.
login-refused = Il nome utente o la password non è corretto, oppure questo account non si può usare qui.
login-throttled = Ci sono stati troppi tentativi. Riprova { $wait }.
login-nothing-offered = Il tuo account non può configurare dispositivi. Chiedi all’amministratore di abilitarti.
login-personal-only = Con il tuo account si possono configurare solo dispositivi personali. Si aggiungono in Impostazioni, non in questa pagina. Rivolgiti all’amministratore.
login-settings-instead = I dispositivi della tua organizzazione non si configurano in questa pagina. Sul dispositivo, apri Impostazioni › Generali › VPN e gestione dispositivo e scegli “Accedi all’account di lavoro o scuola”.
login-administrator-instead = I dispositivi della tua organizzazione non si configurano in questa pagina. Chiedi all’amministratore come fare.
login-directory-silent = L’elenco utenti di { $organization } non risponde, quindi le persone che ne fanno parte ora non possono accedere. Riprova tra qualche minuto. Gli account locali funzionano: se ne hai uno, controlla nome utente e password.
login-provider-button = Accedi con { $provider }
login-provider-or = Oppure con nome utente e password
login-leaving-title = Verso { $provider }
login-leaving-text = Accedi presso { $provider } e torni qui automaticamente.
login-leaving-button = Vai a { $provider }
login-passwords-off = Le password qui non servono. Accedi con il pulsante qui sopra.
login-provider-off-text = Al momento nessuno può accedere in questo modo. Torna indietro e scegline un altro.
login-provider-over-text = Questo accesso è già stato usato, è durato più di dieci minuti o è iniziato in un altro browser. Ricomincia dall’inizio.
login-provider-declined-text = L’accesso non ti è stato concesso: è stato annullato o rifiutato. Ricomincia, oppure chiedi aiuto.
login-provider-unverified-text = La risposta ricevuta non si è potuta verificare, quindi nessuno ha effettuato l’accesso. Ricomincia. Se succede ancora, chiedi aiuto e comunica il riferimento.
login-provider-nameless-text = Il tuo nome utente non è arrivato. Chiedi aiuto e comunica il riferimento.

## ownership

ownership-title = Di chi è questo dispositivo?
ownership-text = Da questo dipende che cosa { $organization } può vedere e fare sul dispositivo.
ownership-institutional-title = È di { $organization }
ownership-institutional-button = Dispositivo dell’organizzazione
ownership-personal-title = È mio
ownership-personal-button = Dispositivo personale
ownership-not = Non è possibile:
ownership-personal-can-facts = vedere il modello, la versione di iOS e le app per il tuo lavoro
ownership-personal-can-set-up = configurare account, reti e app per il tuo lavoro
ownership-personal-can-remove = togliere di nuovo ciò che ha configurato
ownership-personal-cannot-identify = vedere il numero di serie o il numero di telefono
ownership-personal-cannot-see = vedere le tue app, foto e messaggi, o dove ti trovi
ownership-personal-cannot-erase = inizializzare il dispositivo o rimuovere il suo codice
ownership-note-text = Non sai rispondere? Pensa a chi l’ha pagato, o chiedi a chi te l’ha dato. Puoi tornare a questa pagina.
ownership-fault = Scegli una delle due opzioni.

## eula

eula-title = Accordo
eula-text = { $organization } ti chiede di leggere e accettare questo testo prima di configurare il dispositivo.
eula-button = Accetta
eula-refuse-button = Non accetto

## sites

site-title = Scegli la sede
site-text = A quale sede appartiene questo dispositivo?
site-legend = Sede
site-none = Nessuna sede
site-note-text = Non sai rispondere? Chiedi a chi ti ha dato l’account.
site-button = Continua
site-fault = Scegli una di queste.

## certificate

certificate-title = Installa il certificato
certificate-text = Grazie a questo certificato il tuo dispositivo sa di comunicare con { $organization } e con nessun altro. Scaricalo qui, poi installalo in Impostazioni entro 8 minuti.
certificate-fetched-text = Ora apri **Impostazioni**, tocca **Profilo scaricato** e installalo. Poi torna qui e continua.
certificate-tap-install-text = È in alto a destra. Inserisci il tuo codice, tocca di nuovo **Installa**, poi **Fine**.
certificate-button = Scarica il certificato
certificate-again-button = Scarica di nuovo
certificate-next-button = È installato: continua

## institutional-mdm

install-title = Installa il profilo
install-later-title = Quasi fatto
install-text = Scaricalo qui, poi installalo in Impostazioni. iOS lo conserva per 8 minuti.
install-fetched-text = Ora apri **Impostazioni** e tocca **Profilo scaricato**. Poi torna qui: questa pagina sa a che punto sei.
install-connecting-text = Il tuo dispositivo si sta collegando. Lascialo acceso un momento.
install-button = Scarica il profilo
install-again-button = Scarica di nuovo
install-logout-button = Esci e ricomincia
install-clock-text = L’orologio di questo dispositivo è sbagliato. Regolalo in **Impostazioni › Generali › Data e ora**, altrimenti l’installazione non riuscirà.
install-before = Da installare entro: { $time }
install-left = Tempo rimasto per installare
install-gone = iOS ha eliminato il profilo. Scaricalo di nuovo.
progress-title = Avanzamento
progress-logged-in = Accesso effettuato
progress-profile-fetched = Profilo scaricato
progress-certificate-issued = Certificato emesso
progress-checked-in = Dispositivo collegato
progress-enrolled = Dispositivo configurato
progress-done = fatto
progress-now = in corso
progress-to-come = da fare
tap-title = Che cosa toccare
tap-allow-title = Consenti il download
tap-allow-text = Quando Safari lo chiede, tocca **Consenti**, poi chiudi il messaggio.
tap-settings-title = Apri Impostazioni
tap-settings-text = Tocca **Profilo scaricato** verso l’alto. Non c’è? Guarda in **Generali › VPN e gestione dispositivo**.
tap-install-title = Tocca Installa
tap-install-text = È in alto a destra.
tap-passcode-title = Inserisci il tuo codice
tap-passcode-text = Quello che sblocca questo dispositivo. Poi tocca di nuovo **Installa**.
tap-trust-title = Autorizza la gestione remota
tap-trust-text = Tocca **Autorizza**, poi **Fine**, e torna a questa pagina.
ios-ignore = Ignora
tap-allow-opens-text = Quando Safari lo chiede, tocca **Consenti**. Impostazioni si apre da sola.
tap-settings-before-15-text = Tocca **Profilo scaricato** verso l’alto. Non c’è? Guarda in **Generali › Profili e gestione dispositivo**.
tap-settings-ipad-text = Tocca **Profilo scaricato** di lato, verso l’alto. Non c’è? Guarda in **Generali › VPN e gestione dispositivo**.
tap-warning-title = Leggi che cosa significa
tap-warning-text = iOS dice che cosa fa il profilo. Tocca **Installa** ancora una volta.
drawing-other-title = Vedi qualcosa di diverso?
drawing-other-text = Scegli che cosa c’è sul tuo dispositivo.
ios-generation-26 = iOS 26 o versioni successive
ios-generation-18 = iOS 18
ios-generation-15 = da iOS 15 a 17
ios-generation-12 = da iOS 12 a 14
ios-generation-10 = iOS 10 o 11
ios-generation-ipad = iPad
drawing-allow = Safari chiede se può scaricare un profilo. Delle due risposte è evidenziata “Consenti”.
drawing-profile-downloaded = L’elenco di Impostazioni. La riga “Profilo scaricato”, verso l’alto, è evidenziata.
drawing-install = Il profilo in Impostazioni. “Installa”, in alto, è evidenziato.
drawing-passcode = iOS chiede il codice del dispositivo.
drawing-warning = iOS dice che cosa fa il profilo. “Installa”, in alto, è evidenziato.
drawing-trust = iOS chiede se autorizzi la gestione remota. Delle due risposte è evidenziata “Autorizza”.
drawing-general = “Generali” in Impostazioni. La riga “Info” è evidenziata.
drawing-about = “Info” in Impostazioni. La riga “Attendibilità certificati”, alla fine, è evidenziata.
drawing-trust-switch = Attendibilità certificati. L’interruttore accanto al certificato è attivo ed evidenziato.
drawing-device-management = “Generali” in Impostazioni. La riga con i profili è evidenziata.
drawing-sign-in = “VPN e gestione dispositivo” in Impostazioni. La riga per accedere a un account di lavoro o scuola è evidenziata.
install-help-title = Non succede nulla?
install-help-row-text = **Nessuna riga in Impostazioni?** iOS conserva un profilo per 8 minuti, e solo l’ultimo: scaricalo di nuovo, e guarda anche in **Generali › VPN e gestione dispositivo**.
install-help-managed-text = **Ancora nessuna riga, oppure Installa non fa nulla?** Forse il dispositivo è già gestito da una scuola, da un datore di lavoro o da Tempo di utilizzo. Chi lo gestisce deve prima liberarlo: guarda in **Generali › VPN e gestione dispositivo**.
install-help-stolen-text = **Protezione del dispositivo rubato** chiede il tuo volto o il tuo dito e, lontano dalle posizioni conosciute, può farti aspettare un’ora. Aspetta, fallo a casa o al lavoro, oppure disattivala per un momento in **Impostazioni › Face ID e codice**.
install-help-lockdown-text = La **Modalità di isolamento** non lascia entrare profili. Disattivala in **Impostazioni › Privacy e sicurezza** finché il dispositivo non è configurato.
install-help-clock-text = **Una data o un’ora sbagliata** fa fallire l’installazione. Attiva **Automatiche** in **Impostazioni › Generali › Data e ora**.
install-help-vpn-text = **Una VPN o un filtro** può impedire al dispositivo di raggiungerci. Disattivalo finché non è tutto pronto.
ios-allow = Consenti
ios-settings = Impostazioni
ios-profile-downloaded = Profilo scaricato
ios-install-profile = Installa profilo
ios-install = Installa
ios-cancel = Annulla
ios-enter-passcode = Inserisci codice
ios-remote-management = Gestione remota
ios-trust = Autorizza
ios-warning = Attenzione
ios-general = Generali
ios-about = Info
ios-certificate-trust-settings = Attendibilità certificati
ios-vpn-and-device-management = VPN e gestione dispositivo
ios-profiles-and-device-management = Profili e gestione dispositivo
ios-sign-in = Accedi all’account di lavoro o scuola…

## user-enrollment-mdm

personal-title = Continua in Impostazioni
personal-text = Un dispositivo personale si aggiunge in Impostazioni, non in questa pagina. Non c’è nulla da scaricare.
personal-step-settings = Apri **Impostazioni › Generali › VPN e gestione dispositivo**.
personal-step-sign-in = Tocca **Accedi all’account di lavoro o scuola**.
personal-step-account = Inserisci il tuo Apple Account gestito: { $address }
personal-step-account-unknown = Inserisci l’Apple Account gestito che hai ricevuto da { $organization }.
personal-step-follow = Accedi come hai fatto qui, e segui ciò che mostra il dispositivo.
personal-version-text = Serve iOS 15 o iPadOS 15, o una versione successiva.
personal-privacy-link = Che cosa vedrà { $organization }
personal-back-link = Non è il mio dispositivo personale
personal-logout-button = Esci da questa pagina
privacy-title = Il tuo dispositivo e { $organization }
privacy-text = Quando accedi con il tuo account di lavoro su un dispositivo personale, iOS tiene il lavoro separato da tutto il resto. Ecco che cosa significa esattamente.
privacy-sees-title = { $organization } vede
privacy-sees-model = il modello, la versione di iOS e il nome del dispositivo
privacy-sees-account = il tuo Apple Account gestito, e quando il dispositivo si è collegato l’ultima volta
privacy-sees-apps = le app, i profili e i certificati che ha installato
privacy-sees-state = se c’è un codice, e quanto spazio è libero
privacy-sees-not-title = { $organization } non vede
privacy-sees-not-identifiers = il numero di serie, l’UDID, l’IMEI o il numero di telefono: iOS assegna un numero che finisce con la registrazione
privacy-sees-not-apps = quali altre app hai, o il tuo Apple Account
privacy-sees-not-content = foto, messaggi, email, chiamate o i siti web che visiti
privacy-sees-not-place = dove si trova il dispositivo
privacy-does-title = { $organization } può
privacy-does-set-up = configurare account, reti e app per il tuo lavoro
privacy-does-passcode = richiedere un codice di sei cifre
privacy-does-remove = togliere ciò che ha configurato, con i dati che contiene
privacy-does-not-title = { $organization } non può
privacy-does-not-erase = inizializzare il dispositivo, o cancellare qualcosa di tuo
privacy-does-not-unlock = rimuovere il tuo codice, o sbloccare il dispositivo
privacy-does-not-rule = vietarti delle app o cambiare impostazioni dell’intero dispositivo
privacy-end-text = Puoi smettere in qualsiasi momento: esci in **Impostazioni › Generali › VPN e gestione dispositivo**. Ciò che è stato configurato per il lavoro viene rimosso; tutto il resto rimane.
privacy-back-link = Indietro

## complete

complete-title = Tutto pronto
complete-text = Questo dispositivo ora è gestito da { $organization }. Puoi iniziare a usarlo.
complete-facts-title = Che cosa è stato configurato
complete-managed-by = Gestito da
complete-assigned-to = Assegnato a
complete-ownership = Proprietà
complete-since = Dal
complete-institutional = Dispositivo dell’organizzazione
complete-personal = Dispositivo personale
complete-know-title = Buono a sapersi
complete-arrives = Account, reti e app arrivano da soli nei prossimi minuti.
complete-where = Trovi il profilo in **Impostazioni › Generali › VPN e gestione dispositivo**.
complete-ask = Domande? Chiedi all’amministratore di { $organization }.
complete-logout-button = Esci da questa pagina
complete-close-text = Puoi chiudere questa pagina.
failed-title = Non ha funzionato
failed-reference = Riferimento
stop-challenge-used = Questo profilo è già stato usato. Rimuovilo in Impostazioni se c’è ancora, poi scaricane qui uno nuovo.
stop-challenge-expired = Il profilo è stato installato troppo tardi. Scaricalo di nuovo e installalo entro otto minuti.
stop-request-refused = Questo dispositivo non ha potuto ottenere il suo certificato. Aggiornalo all’ultima versione di iOS, poi scarica di nuovo il profilo.
stop-other-device = Il profilo è stato usato su un altro dispositivo. Ricomincia sul dispositivo che vuoi configurare.
stop-wrong-topic = Le impostazioni dell’organizzazione sono cambiate durante la configurazione. Esci qui e ricomincia.
stop-invitation-used-up = Nel frattempo l’invito è stato usato su altri dispositivi. Chiedine uno nuovo a chi ti ha invitato.
stop-other-serial-number = Questo invito è per un altro dispositivo. Usalo sul dispositivo a cui era destinato, o chiedine uno nuovo.
stop-serial-number-not-admitted = La tua organizzazione non conosce questo dispositivo. Comunica all’amministratore il numero di serie, in Impostazioni › Generali › Info, poi ricomincia.
stop-other-way = Questo dispositivo si è registrato in un modo diverso da quello richiesto. Ricomincia in Impostazioni › Generali › VPN e gestione dispositivo.
stop-not-signed-in = Questo dispositivo non ha mostrato che hai effettuato l’accesso. Ricomincia in Impostazioni › Generali › VPN e gestione dispositivo.
stop-os-too-old = Il sistema di questo dispositivo è più vecchio di quanto la tua organizzazione accetti. Aggiornalo in Impostazioni › Generali › Aggiornamento Software, poi scarica di nuovo il profilo.
stop-model-not-admitted = La tua organizzazione non gestisce dispositivi di questo modello. Usa un altro dispositivo, o rivolgiti all’amministratore.
stop-re-enrollment-refused = Questo dispositivo risulta alla tua organizzazione per un’altra persona. Solo quella persona o un amministratore può configurarlo di nuovo. Rivolgiti all’amministratore.

## welcome

welcome-title = Che cosa succederà
welcome-text = { $organization } gestirà questo dispositivo. Ci vogliono circa tre minuti.
welcome-you-title = Tu
welcome-by-invitation = Su invito
welcome-not-you-button = Non sei tu?
welcome-steps-title = Tre passi
welcome-four-steps-title = Quattro passi
welcome-step-certificate = **Installi un certificato** e lo attivi, così questo dispositivo si fida del nostro server.
welcome-step-download = **Scarichi un profilo** da questa pagina.
welcome-step-install = **Lo installi in Impostazioni**, con il tuo codice. Ti mostriamo ogni tocco.
welcome-step-back = **Torni qui**. Questa pagina ti dice quando è tutto fatto.
welcome-can-title = { $organization } potrà
welcome-can-facts = vedere modello, numero di serie, versione di iOS e spazio
welcome-can-apps = vedere quali app sono installate
welcome-can-set-up = configurare account, reti e app per il tuo lavoro
welcome-can-erase = bloccare il dispositivo, rimuovere il suo codice o inizializzarlo
welcome-cannot-title = { $organization } non può
welcome-cannot-messages = leggere i tuoi messaggi, le tue email o le tue note
welcome-cannot-photos = vedere le tue foto o i siti web che visiti
welcome-cannot-passwords = ascoltarti, o vedere le tue password
welcome-institutional-text = Questo dispositivo viene configurato come dispositivo dell’organizzazione. Puoi fermarti qui: non cambia nulla finché non installi il profilo.
welcome-personal-text = Questo dispositivo viene configurato come dispositivo personale. Puoi fermarti qui: non cambia nulla finché non installi il profilo.
welcome-button = Continua

## user

user-title = Assegna a una persona
user-heading = Per chi è?
user-text = Cerca la persona che userà questo dispositivo.
user-field = Nome utente, nome o indirizzo email
user-search-button = Cerca
user-found = Trovato
user-too-short = Inserisci almeno due caratteri.
user-nobody = Nessun risultato per “{ $searched }”. Controlla come è scritto.
user-silent = In questo momento la ricerca non è possibile. Riprova tra un minuto.
user-unknown = L’elenco utenti non contiene più questa persona. Cerca di nuovo.
user-not-all = La ricerca non è completa: { $directories } non risponde.
user-count = { $count ->
    [one] Una persona
   *[other] { $count } persone
}
user-assign-button = Assegna
user-assign-to = Assegna a { $name }
user-so-far = Finora il dispositivo è per { $name }.
user-so-far-nobody = Finora il dispositivo non è per nessuno.
user-keep-link = Lascia così
user-blank-button = Continua senza una persona

## code

code-title = Inserisci il codice
code-text = Abbiamo inviato sei cifre a **{ $address }**. Sono valide per dieci minuti.
code-field = Codice
code-button = Continua
code-again-button = Invia un altro codice
code-sent-again = Un altro codice è in arrivo. Vale solo il più recente.
code-note-text = Non è arrivato nulla? Controlla se quell’indirizzo o numero è ancora tuo, e chiedi a chi ti ha invitato.
code-stop-button = Fermati qui
code-missing = Inserisci le sei cifre.
code-refused = Questo codice non è corretto, o ha più di dieci minuti.
code-used-up = Ci sono stati troppi codici. Ricomincia dal tuo invito.

## approval

approval-title = In attesa di approvazione
approval-text = Chi ti ha invitato è stato avvisato e decide su questo dispositivo. Non devi fare nulla.
approval-yours = Hai fatto la tua parte
approval-theirs = Qualcuno approva
approval-then = Installi il profilo
approval-note = Questa pagina va avanti da sola. Puoi lasciarla e tornare più tardi in questo browser.
approval-button = Controlla di nuovo
approval-stop-button = Fermati qui

## reenrollment

known-title = Questo dispositivo è conosciuto
known-text = Questo { $kind } è già stato configurato. Appartiene a **{ $user }**.
known-kind = dispositivo
known-facts-title = Che cosa ne sarà
known-device = Dispositivo
known-now = Appartiene a
known-then = Apparterrà a
known-same = Resta a { $user } e viene configurato da capo.
known-becomes = Apparterrà a { $becomes }. Ciò che { $user } vi ha ricevuto dall’organizzazione viene rimosso.
known-stays = Risulta ancora a nome di { $user } finché un amministratore non conferma il cambiamento.
known-nobody = Non risulterà a nome di nessuno.
known-refused = Solo { $user } o un amministratore può configurarlo di nuovo. Rivolgiti all’amministratore.
known-button = Sì, configuralo
known-other-button = È un altro dispositivo
known-stop-button = Fermati qui

## invitation

invitation-title = Hai un invito
invitation-text = **{ $inviter }** ti invita a configurare questo dispositivo con { $organization }.
invitation-for = Per
invitation-from = Da
invitation-ends = Scade
invitation-steps-title = Che cosa succederà
invitation-step-login = **Accedi** con l’account che hai ricevuto da { $organization }.
invitation-step-code = **Inserisci un codice** che inviamo a { $address }.
invitation-step-approval = { $inviter } **approva** questo dispositivo.
invitation-step-install = **Installi un profilo** in Impostazioni. Ti mostriamo ogni tocco.
invitation-step-managed = Poi { $organization } **gestisce questo dispositivo**. Prima leggi che cosa significa.
invitation-note-text = Su questo dispositivo non cambia nulla finché non installi tu il profilo.
invitation-button = Continua
invitation-leave-button = Non è per me
invitation-computer-text = **{ $inviter }** ti invita a configurare un dispositivo con { $organization }. Prendi l’iPhone o l’iPad che vuoi configurare.
invitation-browser-text = **{ $inviter }** ti invita a configurare un dispositivo con { $organization }. iOS accetta i profili in modo affidabile solo da Safari, e stai usando { $browser }.
invitation-message-title = Con il tuo messaggio
invitation-browser-back = Torna al messaggio con il tuo invito.
invitation-browser-copy = Tocca e tieni premuto il link, e **copialo**.
invitation-browser-paste = Apri **Safari**, incolla il link nella barra degli indirizzi e vai.
invitation-computer-open = Apri il messaggio con il tuo invito **su quel dispositivo**.
invitation-computer-tap = Tocca il link che contiene. Si apre in **Safari**.
invitation-code-title = Oppure con il codice nel tuo messaggio
invitation-code-address = Apri { $address } in Safari.
invitation-code-address-or-picture = Apri { $address } in Safari, o inquadra con la fotocamera l’immagine qui sotto.
invitation-code-tap = Tocca **Hai un codice?**
invitation-code-type = Inserisci il codice del tuo messaggio.
code-entry-title = Inserisci il tuo codice
code-entry-text = Dieci lettere e cifre: sotto il link nel tuo invito, o sull’altro dispositivo su cui hai iniziato.
code-entry-field = Codice
code-entry-button = Continua
code-entry-note-text = Maiuscole e trattini non contano.
code-entry-none-link = Non ho un codice
code-entry-missing = Inserisci il codice.
code-entry-unknown = Questo link o codice non è valido. Controllalo, o chiedine uno nuovo a chi ti ha invitato.
invitation-unknown-title = Questo link non è valido
invitation-unknown-text = Non gli corrisponde nessun invito. Controlla che il link o il codice sia arrivato per intero, o chiedine uno nuovo a chi ti ha invitato.
invitation-expired-title = Il tuo invito è scaduto
invitation-expired-text = Era valido per un tempo limitato, e quel tempo è finito.
invitation-revoked-title = Il tuo invito è stato ritirato
invitation-revoked-text = Chi ti ha invitato lo ha ritirato, quindi non serve più.
invitation-paused-title = Il tuo invito è in pausa
invitation-paused-text = Per ora è sospeso. Il tuo link resta valido: riprova più tardi, o chiedi a chi ti ha invitato.
invitation-used-up-title = Il tuo invito è stato usato
invitation-used-up-text = Tutti i dispositivi previsti sono già stati configurati con l’invito, o lo sono in questo momento.
invitation-outside-hours-title = Torna un po’ più tardi
invitation-outside-hours-text = Questo invito funziona solo in certi orari, e ora non è uno di quelli. Il tuo link resta valido. Chi ti ha invitato conosce gli orari.
invitation-other-person-title = Questo invito è per un’altra persona
invitation-other-person-text = Accedi con l’account a cui è stato inviato, o chiedi a chi ti ha invitato un invito tutto tuo.
invitation-other-person = Questo invito è per un’altra persona. Accedi con l’account a cui è stato inviato.
invitation-ask-button = Richiedi un nuovo link
invitation-ask-note-text = Lo diciamo a { $inviter }, che decide.
invitation-told-title = Lo abbiamo detto a { $inviter }
invitation-told-text = Ti arriverà un nuovo messaggio quando verrà inviato. Puoi chiudere questa pagina.
invitation-asked-title = Hai già chiesto
invitation-asked-text = { $inviter } sa che vorresti un nuovo link.
invitation-again-button = Riprova
invitation-without-button = Continua senza questo invito

## browser

browser-title = Apri in Safari
browser-heading = Apri questa pagina in Safari
browser-text = Per configurare un dispositivo serve un profilo, e iOS accetta i profili in modo affidabile solo da Safari. Stai usando { $browser }.
browser-step-copy = Copia il link qui sotto.
browser-step-open = Apri **Safari**.
browser-step-paste = Incolla il link nella barra degli indirizzi e vai.
browser-link = Link
browser-copy-button = Copia il link
browser-copied = Copiato
browser-camera = Usa la fotocamera di un altro dispositivo
browser-anyway-link = Prova comunque in questo browser
browser-qr = Codice QR dell’indirizzo di questa pagina
browser-of-app = il browser integrato di { $app }
browser-of-some-app = il browser integrato di un’app
browser-google-app = l’app Google
computer-title = Continua su iPhone o iPad
computer-text = Inquadra questo codice con la fotocamera, poi tocca il link che appare.
computer-address = o inserisci questo indirizzo in Safari
computer-android-text = I dispositivi Android non si configurano qui. Inquadra questo codice con la fotocamera dell’iPhone o dell’iPad che vuoi configurare, poi tocca il link che appare.
browser-open-button = Apri in Safari
browser-open-text = Non è successo nulla? Allora fai così.
computer-ipad-link = È questo l’iPad che voglio configurare
unsuited-title = Questo dispositivo potrebbe non andare bene
unsuited-old-text = Sembra avere iOS { $version }, e { $organization } richiede { $minimum } o versioni successive. Aggiornalo in **Impostazioni › Generali › Aggiornamento Software**, poi torna qui.
unsuited-kind-text = Sembra essere un { $kind }, e { $organization } non gestisce dispositivi di questo tipo.
unsuited-go-on-link = Continua comunque
closed-title = Non in questa pagina

## trust

trust-title = Attiva il certificato
trust-text = Il tuo dispositivo si fida di un certificato installato a mano solo quando lo attivi. Apri **Impostazioni › Generali › Info › Attendibilità certificati**.
trust-waiting = In attesa dell’interruttore. Questa pagina va avanti da sola.
trust-untrusted = Non ancora attivo. Questa pagina controlla ogni due secondi.
trust-offline = In questo momento il dispositivo non è collegato al server.
trust-trusted = Attivo. Si passa al profilo…
trust-tap-about-title = Impostazioni › Generali › Info
trust-tap-about-text = In **Impostazioni** tocca **Generali**, poi **Info**, in cima.
trust-tap-settings-title = Attendibilità certificati
trust-tap-settings-text = Scorri fino in fondo e tocca **Attendibilità certificati**.
trust-tap-switch-title = Attivalo
trust-tap-switch-text = Attiva **{ $certificate }**, tocca **Continua**, e torna a questa pagina.
trust-button = È attivo: continua
trust-anyway-button = Continua comunque
trust-missing-text = “Attendibilità certificati” non c’è? Allora il certificato non è ancora installato.
trust-back-link = Installa il certificato

## handover

handover-title = Continua su iPhone o iPad
handover-link = Continua su un altro dispositivo
handover-elsewhere-title = È questo il dispositivo che vuoi configurare?
handover-elsewhere-text = Il profilo si installa direttamente sull’iPhone o sull’iPad. Porta con te ciò che hai iniziato: non devi accedere di nuovo.
handover-text = Ciò che hai iniziato qui continua lì, senza accedere di nuovo. Questa pagina poi segue soltanto.
handover-invitation-text = Il tuo invito viene con te.
handover-button = Mostra il codice
handover-scan-text = Inquadra questa immagine con la fotocamera di iPhone o iPad, poi tocca il link che appare.
handover-qr = Codice QR per continuare su un altro dispositivo
handover-code-title = Oppure inserisci un codice
handover-code-address = Apri { $address } in Safari.
handover-code-tap = Tocca **Hai un codice?**
handover-code-type = Inserisci questo:
handover-until = Vale una volta sola, entro: { $time }.
handover-left = Tempo rimasto
handover-waiting = In attesa del tuo dispositivo…
handover-late-text = Il codice valeva dieci minuti, e quel tempo è finito.
handover-again-button = Mostra un nuovo codice
handover-safari-text = Continua in Safari: si riparte da dove sei.
handover-safari-button = Apri in Safari
handover-safari-else-text = Non è successo nulla? Copia il link, apri **Safari** e incollalo nella barra degli indirizzi.
handover-stay-link = Continua invece qui
handover-gone-title = Si continua sull’altro dispositivo
handover-gone-text = Il resto succede lì. Questa pagina mostra a che punto è, e puoi chiuderla in qualsiasi momento.
handover-gone-invitation-text = Il tuo invito è aperto sull’altro dispositivo. Puoi chiudere questa pagina.
handover-enrolled-title = L’altro dispositivo è configurato
handover-enrolled-text = Ora è gestito da { $organization }. Puoi chiudere questa pagina.
handover-stopped-text = Qualcosa non ha funzionato. L’altro dispositivo dice che cosa fare.
handover-leave-button = Inizia qualcosa di nuovo qui
handover-take-title = Continuare qui?
handover-take-text = **{ $person }** ha iniziato a configurare un dispositivo. Si continua qui, dal punto in cui si era fermato.
handover-take-invited-text = Un invito è stato aperto su un altro dispositivo. Si continua qui.
handover-take-note-text = Continua solo se hai creato tu questo codice. Su questo dispositivo non cambia nulla finché non installi un profilo.
handover-take-button = Continua qui
handover-refuse-button = Non è per me
handover-taken-title = Questo codice è stato usato
handover-taken-text = Ogni codice vale una volta sola. Creane uno nuovo dove lo hai ottenuto.
handover-expired-title = Questo codice è troppo vecchio
handover-expired-text = Ogni codice vale dieci minuti. Creane uno nuovo dove lo hai ottenuto.
handover-over-title = Non c’è nulla da continuare
handover-over-text = Ciò a cui serviva questo codice è finito, o continua altrove. Ricomincia dall’inizio.
handover-replaced-text = Avevi già iniziato in questo browser. Ora quello è finito; questo è il tuo nuovo inizio.

## ended

ended-checked-out-title = Non più gestito
ended-checked-out-text = Il profilo è stato rimosso dal dispositivo, che quindi non è più gestito. Puoi configurarlo di nuovo.
ended-superseded-title = Configurato di nuovo
ended-superseded-text = Da allora il dispositivo è stato configurato un’altra volta. Questa pagina riguarda la volta precedente.
ended-withdrawn-title = Il tuo account è cambiato
ended-withdrawn-text = È stato chiuso o ha ricevuto una nuova password mentre procedevi. Accedi ancora una volta per ricominciare.
ended-logged-out-title = Uscita effettuata
ended-logged-out-text = Il profilo che forse hai scaricato non è più valido. Accedi ancora una volta per ricominciare.
ended-invitation-revoked-title = Il tuo invito è stato ritirato
ended-invitation-revoked-text = L’organizzazione ha ritirato o sospeso l’invito. Chiedine uno nuovo a chi ti ha invitato.
ended-declined-title = Non approvato
ended-declined-text = Chi ti ha invitato non ha approvato questo dispositivo. Chiedi a quella persona, se pensi che sia un errore.
ended-expired-title = Il tuo tempo qui è finito
ended-expired-text = Per la tua sicurezza ogni accesso vale per un tempo limitato. Non hai perso nulla: accedi ancora una volta e continua.
ended-button = Ricomincia

## problem

problem-button = Torna all’inizio
problem-reference = Riferimento
problem-reference-text = Se chiedi aiuto, comunica questo codice.
problem-nothing-title = Qui non c’è nulla
problem-nothing-text = Questo indirizzo non esiste. Controlla il link, o ricomincia dall’inizio.
problem-method-title = Qui non funziona
problem-method-text = Torna indietro e usa i pulsanti della pagina.
problem-foreign-title = Non è stato inviato da questa pagina
problem-foreign-text = Per la tua sicurezza la richiesta è stata rifiutata. Apri di nuovo la pagina e riprova.
problem-large-title = Troppo in una volta
problem-large-text = Ciò che hai inviato è più grande di quanto questa pagina accetti.
problem-throttled-title = Troppi tentativi
problem-throttled-text = Aspetta un momento, poi riprova.
problem-unreadable-title = Non si è potuto leggere
problem-unreadable-text = Torna indietro, controlla ciò che hai inserito e riprova.
problem-broken-title = Qui qualcosa è andato storto
problem-broken-text = Non è colpa tua. Riprova tra qualche minuto.
problem-silent-title = Qualcosa non risponde
problem-silent-text = Qualcosa di necessario non risponde. Riprova tra qualche minuto.
problem-busy-title = Molto occupato in questo momento
problem-busy-text = Il server ha molto da fare. Riprova tra qualche secondo.
problem-refused-title = Non è possibile
problem-refused-text = Torna all’inizio e riprova. Se succede ancora, rivolgiti all’amministratore.
problem-not-ready-text = Questo server non è pronto a configurare dispositivi. Rivolgiti all’amministratore.
problem-wrong-links-title = Troppi link sbagliati
problem-wrong-links-text = Dalla tua rete sono arrivati molti link che non esistono. Aspetta qualche minuto, poi ricomincia dall’inizio.
profile-unknown-title = Questo link non è valido
profile-unknown-text = A questo link non corrisponde nessun profilo. Ricomincia dall’inizio e usa lì il pulsante per scaricare.
profile-expired-title = Questo link è troppo vecchio
profile-expired-text = Il profilo si poteva scaricare solo per un tempo limitato dopo l’accesso. Accedi ancora una volta per averne uno nuovo.
account-refused-title = Non si può andare avanti
account-over-text = Questo accesso è durato troppo, o era già terminato. Ricomincia in Impostazioni.
account-other-text = In Impostazioni hai inserito un account diverso dal tuo. Ricomincia in Impostazioni con l’account che hai ricevuto dalla tua organizzazione.
account-device-text = La tua organizzazione non configura questo dispositivo in questo modo. Aggiornalo in Impostazioni › Generali › Aggiornamento Software, o rivolgiti all’amministratore.
account-not-offered-text = L’accesso a un account in Impostazioni qui non ti viene offerto. Rivolgiti all’amministratore.
profile-used-title = Questo profilo è stato usato
profile-used-text = Un dispositivo è già stato configurato con questo profilo. Per configurarne un altro, o di nuovo questo, ricomincia dall’inizio.
profile-ended-title = Questa configurazione è terminata
profile-ended-text = Il profilo non serve più. Accedi ancora una volta per averne uno nuovo.
profile-personal-text = Un dispositivo personale si aggiunge in Impostazioni, non con un profilo.
profile-unanswered-text = Ci sono ancora domande senza risposta. Torna all’inizio e rispondi prima a quelle.
profile-settled-text = Il profilo è già stato scaricato, quindi questo non si può più cambiare. Per cambiarlo, esci e ricomincia.
profile-not-offered-text = Questo non ti è stato offerto. Torna all’inizio e scegli di nuovo.

## poster

poster-title = Configura il tuo iPhone o iPad
poster-lead = Inquadra questo codice con la fotocamera e tocca il link che appare.
poster-or-type = o inserisci questo indirizzo in Safari
poster-step-log-in = Accedi con l’account che hai ricevuto da { $organization }.
poster-step-download = Scarica il profilo e installalo in Impostazioni. La pagina ti mostra ogni tocco.
poster-step-done = Torna alla pagina: ti dice quando è tutto fatto.

## time

time-exact = { $day } { $month } { $year }, { $time } UTC
time-of-day = { $time } UTC
time-in-seconds = tra qualche secondo
time-in-moment = tra meno di un minuto
time-in-minutes = { $count ->
    [one] tra { $count } minuto
   *[other] tra { $count } minuti
}
time-in-hours = { $count ->
    [one] tra { $count } ora
   *[other] tra { $count } ore
}
time-in-days = { $count ->
    [one] tra { $count } giorno
   *[other] tra { $count } giorni
}
time-month-1 = gen
time-month-2 = feb
time-month-3 = mar
time-month-4 = apr
time-month-5 = mag
time-month-6 = giu
time-month-7 = lug
time-month-8 = ago
time-month-9 = set
time-month-10 = ott
time-month-11 = nov
time-month-12 = dic
