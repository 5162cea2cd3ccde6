### The texts of the enrollment portal, in French.

## page

page-title = Configurer votre appareil
page-step = Étape { $step } sur { $steps }
page-help-heading = Besoin d’aide ?
page-language = Langue

## language

language-title = Choisir votre langue
language-text = Les pages s’afficheront dans cette langue sur cet appareil. Rien d’autre ne change.
language-back = Retour

## login

login-title = Se connecter
login-text = Connectez-vous avec le compte que { $organization } vous a donné.
login-invited-text = { $inviter } vous invite. Connectez-vous avec le compte que { $organization } vous a donné.
login-invited-by-name-text = { $inviter } invite **{ $recipient }**. Connectez-vous avec le compte que { $organization } vous a donné.
login-username = Nom d’utilisateur
login-password = Mot de passe
login-button = Se connecter
login-note-text = Rien ne change sur cet appareil tant que vous n’installez pas vous-même un profil, deux étapes plus loin.
login-invited-note-text = Rien ne change sur cet appareil tant que vous n’installez pas vous-même un profil.
login-code-link = Vous avez un code ?
login-leave-button = Continuer sans cette invitation
login-username-missing = Saisissez votre nom d’utilisateur.
login-password-missing = Saisissez votre mot de passe.
login-refused = Le nom d’utilisateur ou le mot de passe est incorrect, ou ce compte ne peut pas être utilisé ici.
login-throttled = Il y a eu trop d’essais. Veuillez réessayer { $wait }.
login-nothing-offered = Votre compte ne permet pas de configurer des appareils. Demandez à votre administrateur de vous y autoriser.
login-personal-only = Avec votre compte, seuls des appareils personnels peuvent être configurés. Ils s’ajoutent dans Réglages, pas sur cette page. Adressez-vous à votre administrateur.
login-settings-instead = Les appareils de votre organisation ne se configurent pas sur cette page. Sur l’appareil, ouvrez Réglages › Général › VPN et gestion de l’appareil et choisissez « Se connecter au compte professionnel ou scolaire ».
login-administrator-instead = Les appareils de votre organisation ne se configurent pas sur cette page. Demandez à votre administrateur comment faire.
login-directory-silent = L’annuaire de { $organization } ne répond pas ; les personnes qui y figurent ne peuvent donc pas se connecter pour l’instant. Réessayez dans quelques minutes. Les comptes locaux fonctionnent toujours : si vous en avez un, vérifiez votre nom d’utilisateur et votre mot de passe.
login-provider-button = Se connecter avec { $provider }
login-provider-or = Ou avec un nom d’utilisateur et un mot de passe
login-leaving-title = Vers { $provider }
login-leaving-text = Vous vous connectez chez { $provider } et revenez ici automatiquement.
login-leaving-button = Continuer vers { $provider }
login-passwords-off = Les mots de passe ne servent pas ici. Connectez-vous avec le bouton ci-dessus.
login-provider-off-text = Personne ne peut se connecter de cette façon pour l’instant. Revenez en arrière et choisissez-en une autre.
login-provider-over-text = Cette connexion a déjà été utilisée, a duré plus de dix minutes ou a été commencée dans un autre navigateur. Recommencez depuis le début.
login-provider-declined-text = L’accès ne vous a pas été donné là-bas : la connexion a été annulée ou refusée. Recommencez, ou demandez de l’aide.
login-provider-unverified-text = La réponse n’a pas pu être vérifiée, donc personne n’a été connecté. Recommencez. Si cela se reproduit, demandez de l’aide et donnez la référence.
login-provider-nameless-text = Votre nom d’utilisateur n’a pas été transmis. Demandez de l’aide et donnez la référence.

## ownership

ownership-title = À qui est cet appareil ?
ownership-text = Cela détermine ce que { $organization } peut y voir et y faire.
ownership-institutional-title = Il appartient à { $organization }
ownership-institutional-button = Appareil de l’organisation
ownership-personal-title = Il m’appartient
ownership-personal-button = Appareil personnel
ownership-not = Impossible :
ownership-personal-can-facts = voir le modèle, la version d’iOS et les apps pour votre travail
ownership-personal-can-set-up = configurer des comptes, des réseaux et des apps pour votre travail
ownership-personal-can-remove = retirer ce qu’elle a configuré
ownership-personal-cannot-identify = voir le numéro de série ou le numéro de téléphone
ownership-personal-cannot-see = voir vos apps, vos photos, vos messages ou l’endroit où vous êtes
ownership-personal-cannot-erase = effacer l’appareil ou supprimer son code
ownership-note-text = Vous hésitez ? Pensez à qui l’a payé, ou demandez à la personne qui vous l’a donné. Vous pourrez revenir à cette page.
ownership-fault = Choisissez l’un des deux.

## eula

eula-title = Accord
eula-text = { $organization } vous demande de lire et d’accepter ceci avant la configuration de l’appareil.
eula-button = Accepter
eula-refuse-button = Je n’accepte pas

## sites

site-title = Choisir le site
site-text = À quel site cet appareil appartient-il ?
site-legend = Site
site-none = Aucun site
site-note-text = Vous hésitez ? Demandez à la personne qui vous a donné le compte.
site-button = Continuer
site-fault = Choisissez l’un de ceux-ci.

## certificate

certificate-title = Installer le certificat
certificate-text = Grâce à ce certificat, votre appareil sait qu’il communique avec { $organization } et personne d’autre. Téléchargez-le ici, puis installez-le dans Réglages sous 8 minutes.
certificate-fetched-text = Ouvrez maintenant **Réglages**, touchez **Profil téléchargé** et installez-le. Revenez ensuite ici et continuez.
certificate-tap-install-text = C’est en haut à droite. Saisissez votre code, touchez encore **Installer**, puis **OK**.
certificate-button = Télécharger le certificat
certificate-again-button = Télécharger à nouveau
certificate-next-button = Il est installé : continuer

## institutional-mdm

install-title = Installer le profil
install-later-title = Presque terminé
install-text = Téléchargez-le ici, puis installez-le dans Réglages. iOS le garde pendant 8 minutes.
install-fetched-text = Ouvrez maintenant **Réglages** et touchez **Profil téléchargé**. Revenez ensuite ici : cette page sait où vous en êtes.
install-connecting-text = Votre appareil se connecte. Laissez-le allumé un instant.
install-button = Télécharger le profil
install-again-button = Télécharger à nouveau
install-logout-button = Se déconnecter et recommencer
install-clock-text = L’horloge de cet appareil n’est pas à l’heure. Réglez-la dans **Réglages › Général › Date et heure**, sinon l’installation échouera.
install-before = À installer avant : { $time }
install-left = Temps restant pour installer
install-gone = iOS a supprimé le profil. Téléchargez-le à nouveau.
progress-title = Progression
progress-logged-in = Connexion faite
progress-profile-fetched = Profil téléchargé
progress-certificate-issued = Certificat délivré
progress-checked-in = L’appareil s’est annoncé
progress-enrolled = Appareil configuré
progress-done = fait
progress-now = en cours
progress-to-come = à venir
tap-title = Où toucher
tap-allow-title = Autoriser le téléchargement
tap-allow-text = Quand Safari le demande, touchez **Autoriser**, puis fermez le message.
tap-settings-title = Ouvrir Réglages
tap-settings-text = Touchez **Profil téléchargé** vers le haut. Rien ? Regardez dans **Général › VPN et gestion de l’appareil**.
tap-install-title = Toucher Installer
tap-install-text = C’est en haut à droite.
tap-passcode-title = Saisir votre code
tap-passcode-text = Celui qui déverrouille cet appareil. Touchez ensuite encore **Installer**.
tap-trust-title = Se fier à la gestion à distance
tap-trust-text = Touchez **Se fier**, puis **OK**, et revenez à cette page.
ios-ignore = Ignorer
tap-allow-opens-text = Quand Safari le demande, touchez **Autoriser**. Réglages s’ouvre automatiquement.
tap-settings-before-15-text = Touchez **Profil téléchargé** vers le haut. Rien ? Regardez dans **Général › Profils et gestion de l’appareil**.
tap-settings-ipad-text = Touchez **Profil téléchargé** sur le côté, vers le haut. Rien ? Regardez dans **Général › VPN et gestion de l’appareil**.
tap-warning-title = Lire ce que cela signifie
tap-warning-text = iOS explique ce que fait le profil. Touchez **Installer** encore une fois.
drawing-other-title = C’est différent chez vous ?
drawing-other-text = Choisissez ce qui correspond à votre appareil.
ios-generation-26 = iOS 26 ou ultérieur
ios-generation-18 = iOS 18
ios-generation-15 = iOS 15 à 17
ios-generation-12 = iOS 12 à 14
ios-generation-10 = iOS 10 ou 11
ios-generation-ipad = iPad
drawing-allow = Safari demande s’il peut télécharger un profil. Des deux réponses, « Autoriser » est mise en évidence.
drawing-profile-downloaded = La liste de Réglages. La ligne « Profil téléchargé », vers le haut, est mise en évidence.
drawing-install = Le profil dans Réglages. « Installer », en haut, est mis en évidence.
drawing-passcode = iOS demande le code de l’appareil.
drawing-warning = iOS explique ce que fait le profil. « Installer », en haut, est mis en évidence.
drawing-trust = iOS demande si vous vous fiez à la gestion à distance. Des deux réponses, « Se fier » est mise en évidence.
drawing-general = « Général » dans Réglages. La ligne « Informations » est mise en évidence.
drawing-about = « Informations » dans Réglages. La ligne « Réglages des certificats », à la fin, est mise en évidence.
drawing-trust-switch = Réglages des certificats. L’interrupteur à côté du certificat est activé et mis en évidence.
drawing-device-management = « Général » dans Réglages. La ligne des profils est mise en évidence.
drawing-sign-in = « VPN et gestion de l’appareil » dans Réglages. La ligne pour se connecter à un compte professionnel ou scolaire est mise en évidence.
install-help-title = Rien ne se passe ?
install-help-row-text = **Pas de ligne dans Réglages ?** iOS garde un profil pendant 8 minutes, et seulement le dernier : téléchargez-le à nouveau, et regardez aussi dans **Général › VPN et gestion de l’appareil**.
install-help-managed-text = **Toujours pas de ligne, ou Installer ne fait rien ?** L’appareil est peut-être déjà géré par une école, un employeur ou Temps d’écran. Celui qui le gère doit d’abord le libérer : regardez dans **Général › VPN et gestion de l’appareil**.
install-help-stolen-text = **Protection en cas de vol de l’appareil** demande votre visage ou votre doigt et peut vous faire attendre une heure hors des lieux connus. Patientez, faites-le chez vous ou au travail, ou désactivez-la un moment dans **Réglages › Face ID et code**.
install-help-lockdown-text = Le **mode Isolement** n’accepte aucun profil. Désactivez-le dans **Réglages › Confidentialité et sécurité** jusqu’à ce que l’appareil soit configuré.
install-help-clock-text = **Une date ou une heure fausse** fait échouer l’installation. Activez **Réglage automatique** dans **Réglages › Général › Date et heure**.
install-help-vpn-text = **Un VPN ou un filtre** peut empêcher l’appareil de nous joindre. Désactivez-le jusqu’à ce que tout soit terminé.
ios-allow = Autoriser
ios-settings = Réglages
ios-profile-downloaded = Profil téléchargé
ios-install-profile = Installer le profil
ios-install = Installer
ios-cancel = Annuler
ios-enter-passcode = Saisir le code
ios-remote-management = Gestion à distance
ios-trust = Se fier
ios-warning = Avertissement
ios-general = Général
ios-about = Informations
ios-certificate-trust-settings = Réglages des certificats
ios-vpn-and-device-management = VPN et gestion de l’appareil
ios-profiles-and-device-management = Profils et gestion de l’appareil
ios-sign-in = Se connecter au compte professionnel ou scolaire…

## user-enrollment-mdm

personal-title = Continuez dans Réglages
personal-text = Un appareil personnel s’ajoute dans Réglages, pas sur cette page. Il n’y a rien à télécharger.
personal-step-settings = Ouvrez **Réglages › Général › VPN et gestion de l’appareil**.
personal-step-sign-in = Touchez **Se connecter au compte professionnel ou scolaire**.
personal-step-account = Saisissez votre compte Apple géré : { $address }
personal-step-account-unknown = Saisissez le compte Apple géré que { $organization } vous a donné.
personal-step-follow = Connectez-vous comme ici, et suivez ce que l’appareil affiche.
personal-version-text = Il faut iOS 15 ou iPadOS 15, ou une version ultérieure.
personal-privacy-link = Ce que { $organization } verra
personal-back-link = Ce n’est pas mon appareil personnel
personal-logout-button = Se déconnecter de cette page
privacy-title = Votre appareil personnel et { $organization }
privacy-text = Quand vous vous connectez avec votre compte professionnel sur un appareil personnel, iOS sépare le travail de tout le reste. Voici exactement ce que cela signifie.
privacy-sees-title = { $organization } voit
privacy-sees-model = le modèle, la version d’iOS et le nom de l’appareil
privacy-sees-account = votre compte Apple géré, et quand l’appareil s’est manifesté pour la dernière fois
privacy-sees-apps = les apps, profils et certificats qu’elle a elle-même installés
privacy-sees-state = s’il y a un code, et combien d’espace de stockage est libre
privacy-sees-not-title = { $organization } ne voit pas
privacy-sees-not-identifiers = le numéro de série, l’UDID, l’IMEI ou le numéro de téléphone : iOS donne à l’appareil un numéro qui disparaît à la fin de la gestion
privacy-sees-not-apps = vos autres apps, ni votre compte Apple
privacy-sees-not-content = les photos, messages, e-mails, appels ou sites web que vous consultez
privacy-sees-not-place = où se trouve l’appareil
privacy-does-title = { $organization } peut
privacy-does-set-up = configurer des comptes, des réseaux et des apps pour votre travail
privacy-does-passcode = exiger un code à six chiffres
privacy-does-remove = retirer ce qu’elle a configuré, avec les données qui s’y trouvent
privacy-does-not-title = { $organization } ne peut pas
privacy-does-not-erase = effacer l’appareil, ni quoi que ce soit qui vous appartient
privacy-does-not-unlock = supprimer votre code, ni déverrouiller l’appareil
privacy-does-not-rule = vous interdire des apps, ni modifier des réglages de tout l’appareil
privacy-end-text = Vous pouvez y mettre fin à tout moment : déconnectez-vous dans **Réglages › Général › VPN et gestion de l’appareil**. Ce qui a été configuré pour le travail est alors supprimé ; tout le reste demeure.
privacy-back-link = Retour

## complete

complete-title = Tout est prêt
complete-text = Cet appareil est maintenant géré par { $organization }. Vous pouvez commencer à l’utiliser.
complete-facts-title = Ce qui a été configuré
complete-managed-by = Géré par
complete-assigned-to = Attribué à
complete-ownership = Propriété
complete-since = Depuis
complete-institutional = Appareil de l’organisation
complete-personal = Appareil personnel
complete-know-title = Bon à savoir
complete-arrives = Les comptes, réseaux et apps arrivent d’eux-mêmes dans les prochaines minutes.
complete-where = Vous trouvez le profil dans **Réglages › Général › VPN et gestion de l’appareil**.
complete-ask = Des questions ? Adressez-vous à votre administrateur chez { $organization }.
complete-logout-button = Se déconnecter de cette page
complete-close-text = Vous pouvez fermer cette page.
failed-title = Cela n’a pas fonctionné
failed-reference = Référence
stop-challenge-used = Ce profil a déjà été utilisé. Supprimez-le dans Réglages s’il y est encore, puis téléchargez-en un nouveau ici.
stop-challenge-expired = Le profil a été installé trop tard. Téléchargez-le à nouveau et installez-le sous huit minutes.
stop-request-refused = Cet appareil n’a pas pu obtenir son certificat. Mettez-le à jour vers la dernière version d’iOS, puis téléchargez à nouveau le profil.
stop-other-device = Le profil a été utilisé sur un autre appareil. Recommencez sur l’appareil que vous voulez configurer.
stop-wrong-topic = Les réglages de l’organisation ont changé pendant la configuration. Déconnectez-vous ici et recommencez.
stop-invitation-used-up = Entre-temps, l’invitation a été utilisée sur d’autres appareils. Demandez-en une nouvelle à la personne qui vous a invité.
stop-other-serial-number = Cette invitation est pour un autre appareil. Utilisez-la sur l’appareil prévu, ou demandez-en une nouvelle.
stop-serial-number-not-admitted = Votre organisation ne connaît pas cet appareil. Donnez son numéro de série à votre administrateur (Réglages › Général › Informations), puis recommencez.
stop-other-way = Cet appareil ne s’est pas inscrit de la façon demandée. Recommencez dans Réglages › Général › VPN et gestion de l’appareil.
stop-not-signed-in = Cet appareil n’a pas montré que vous étiez connecté. Recommencez dans Réglages › Général › VPN et gestion de l’appareil.
stop-os-too-old = Le système de cet appareil est plus ancien que ce que votre organisation accepte. Mettez-le à jour dans Réglages › Général › Mise à jour logicielle, puis téléchargez à nouveau le profil.
stop-model-not-admitted = Votre organisation ne gère pas les appareils de ce modèle. Prenez un autre appareil, ou adressez-vous à votre administrateur.
stop-re-enrollment-refused = Cet appareil est enregistré dans votre organisation pour quelqu’un d’autre. Seule cette personne ou un administrateur peut le configurer à nouveau. Adressez-vous à votre administrateur.

## welcome

welcome-title = Ce qui va se passer
welcome-text = { $organization } va gérer cet appareil. Cela prend environ trois minutes.
welcome-you-title = Vous
welcome-by-invitation = Sur invitation
welcome-not-you-button = Ce n’est pas vous ?
welcome-steps-title = Trois étapes
welcome-four-steps-title = Quatre étapes
welcome-step-certificate = Vous **installez un certificat** et l’activez, pour que cet appareil fasse confiance à notre serveur.
welcome-step-download = Vous **téléchargez un profil** depuis cette page.
welcome-step-install = Vous **l’installez dans Réglages**, avec votre code. Nous vous montrons chaque geste.
welcome-step-back = Vous **revenez ici**. Cette page vous dit quand tout est terminé.
welcome-can-title = { $organization } pourra
welcome-can-facts = voir le modèle, le numéro de série, la version d’iOS et le stockage
welcome-can-apps = voir quelles apps sont installées
welcome-can-set-up = configurer des comptes, des réseaux et des apps pour votre travail
welcome-can-erase = verrouiller l’appareil, supprimer son code ou l’effacer
welcome-cannot-title = { $organization } ne peut pas
welcome-cannot-messages = lire vos messages, vos e-mails ou vos notes
welcome-cannot-photos = voir vos photos ou les sites web que vous consultez
welcome-cannot-passwords = vous écouter, ni voir vos mots de passe
welcome-institutional-text = Cet appareil est configuré comme appareil de l’organisation. Vous pouvez vous arrêter ici : rien ne change tant que vous n’installez pas le profil.
welcome-personal-text = Cet appareil est configuré comme appareil personnel. Vous pouvez vous arrêter ici : rien ne change tant que vous n’installez pas le profil.
welcome-button = Continuer

## user

user-title = Attribuer à une personne
user-heading = Pour qui est-il ?
user-text = Cherchez la personne qui utilisera cet appareil.
user-field = Nom d’utilisateur, nom ou adresse e-mail
user-search-button = Rechercher
user-found = Trouvé
user-too-short = Saisissez au moins deux caractères.
user-nobody = Personne ne correspond à « { $searched } ». Vérifiez l’orthographe.
user-silent = La recherche n’a pas été possible. Réessayez dans une minute.
user-unknown = L’annuaire ne connaît plus cette personne. Cherchez à nouveau.
user-not-all = La recherche n’est pas complète : { $directories } ne répond pas.
user-count = { $count ->
    [one] { $count } personne
   *[other] { $count } personnes
}
user-assign-button = Attribuer
user-assign-to = Attribuer à { $name }
user-so-far = Pour l’instant, l’appareil est pour { $name }.
user-so-far-nobody = Pour l’instant, l’appareil n’est pour personne.
user-keep-link = Ne rien changer
user-blank-button = Continuer sans personne

## code

code-title = Saisir le code
code-text = Nous avons envoyé six chiffres à **{ $address }**. Ils sont valables dix minutes.
code-field = Code
code-button = Continuer
code-again-button = Envoyer un autre code
code-sent-again = Un autre code est en route. Seul le plus récent compte.
code-note-text = Rien reçu ? Vérifiez que cette adresse ou ce numéro est toujours le vôtre, et demandez à la personne qui vous a invité.
code-stop-button = Arrêter ici
code-missing = Saisissez les six chiffres.
code-refused = Ce code n’est pas le bon, ou il date de plus de dix minutes.
code-used-up = Il y a eu trop de codes. Recommencez depuis votre invitation.

## approval

approval-title = En attente d’accord
approval-text = La personne qui vous a invité est prévenue et décide pour cet appareil. Vous n’avez rien à faire.
approval-yours = Vous avez fait votre part
approval-theirs = Quelqu’un donne son accord
approval-then = Vous installez le profil
approval-note = Cette page avance toute seule. Vous pouvez la quitter et y revenir plus tard dans ce navigateur.
approval-button = Vérifier à nouveau
approval-stop-button = Arrêter ici

## reenrollment

known-title = Cet appareil est connu
known-text = Cet { $kind } a déjà été configuré. Il appartient à **{ $user }**.
known-kind = appareil
known-facts-title = Ce qu’il devient
known-device = Appareil
known-now = Appartient à
known-then = Appartiendra à
known-same = Il reste à { $user } et sera configuré à nouveau.
known-becomes = Il appartiendra à { $becomes }. Ce que { $user } y a reçu de l’organisation sera supprimé.
known-stays = Il reste enregistré pour { $user } jusqu’à ce qu’un administrateur confirme le changement.
known-nobody = Il ne sera enregistré pour personne.
known-refused = Seul { $user } ou un administrateur peut le configurer à nouveau. Adressez-vous à votre administrateur.
known-button = Oui, le configurer
known-other-button = C’est un autre appareil
known-stop-button = Arrêter ici

## invitation

invitation-title = Vous avez une invitation
invitation-text = **{ $inviter }** vous invite à configurer cet appareil avec { $organization }.
invitation-for = Pour
invitation-from = De
invitation-ends = Fin
invitation-steps-title = Ce qui va se passer
invitation-step-login = Vous **vous connectez** avec le compte que { $organization } vous a donné.
invitation-step-code = Vous **saisissez un code** que nous envoyons à { $address }.
invitation-step-approval = { $inviter } **donne son accord** pour cet appareil.
invitation-step-install = Vous **installez un profil** dans Réglages. Nous vous montrons chaque geste.
invitation-step-managed = Ensuite, { $organization } **gère cet appareil**. Vous lisez avant ce que cela signifie.
invitation-note-text = Rien ne change sur cet appareil tant que vous n’installez pas vous-même le profil.
invitation-button = Continuer
invitation-leave-button = Pas pour moi
invitation-computer-text = **{ $inviter }** vous invite à configurer un appareil avec { $organization }. Prenez l’iPhone ou l’iPad que vous voulez configurer.
invitation-browser-text = **{ $inviter }** vous invite à configurer un appareil avec { $organization }. iOS n’accepte les profils de façon fiable que depuis Safari, et vous utilisez { $browser }.
invitation-message-title = Avec votre message
invitation-browser-back = Revenez au message avec votre invitation.
invitation-browser-copy = Touchez le lien de façon prolongée et **copiez**-le.
invitation-browser-paste = Ouvrez **Safari**, collez le lien dans la barre d’adresse et validez.
invitation-computer-open = Ouvrez le message avec votre invitation **sur cet appareil-là**.
invitation-computer-tap = Touchez le lien qu’il contient. Il s’ouvre dans **Safari**.
invitation-code-title = Ou avec le code de votre message
invitation-code-address = Ouvrez { $address } dans Safari.
invitation-code-address-or-picture = Ouvrez { $address } dans Safari, ou dirigez l’appareil photo vers l’image ci-dessous.
invitation-code-tap = Touchez **Vous avez un code ?**
invitation-code-type = Saisissez le code de votre message.
code-entry-title = Saisir votre code
code-entry-text = Dix lettres et chiffres : sous le lien dans votre invitation, ou sur l’autre appareil où vous avez commencé.
code-entry-field = Code
code-entry-button = Continuer
code-entry-note-text = Les majuscules et les tirets ne comptent pas.
code-entry-none-link = Je n’ai pas de code
code-entry-missing = Saisissez le code.
code-entry-unknown = Ce lien ou ce code n’est pas valable. Vérifiez-le, ou demandez-en un nouveau à la personne qui vous a invité.
invitation-unknown-title = Ce lien n’est pas valable
invitation-unknown-text = Aucune invitation n’y correspond. Vérifiez que le lien ou le code est arrivé en entier, ou demandez-en un nouveau à la personne qui vous a invité.
invitation-expired-title = Votre invitation a expiré
invitation-expired-text = Elle était valable pour une durée limitée, et cette durée est écoulée.
invitation-revoked-title = Votre invitation a été retirée
invitation-revoked-text = La personne qui vous a invité l’a reprise ; elle ne sert donc plus.
invitation-paused-title = Votre invitation est en pause
invitation-paused-text = Elle est suspendue pour l’instant. Votre lien reste valable : réessayez plus tard, ou demandez à la personne qui vous a invité.
invitation-used-up-title = Votre invitation a été utilisée
invitation-used-up-text = Elle a déjà servi, ou sert en ce moment, à configurer tous les appareils prévus.
invitation-outside-hours-title = Revenez un peu plus tard
invitation-outside-hours-text = Cette invitation ne fonctionne qu’à certaines heures, et ce n’en est pas une. Votre lien reste valable. La personne qui vous a invité connaît les heures.
invitation-other-person-title = Cette invitation est pour quelqu’un d’autre
invitation-other-person-text = Connectez-vous avec le compte auquel elle a été envoyée, ou demandez votre propre invitation à la personne qui vous a invité.
invitation-other-person = Cette invitation est pour quelqu’un d’autre. Connectez-vous avec le compte auquel elle a été envoyée.
invitation-ask-button = Demander un nouveau lien
invitation-ask-note-text = { $inviter } en est informé et en décide.
invitation-told-title = Nous avons prévenu { $inviter }
invitation-told-text = Vous recevrez un nouveau message s’il est envoyé. Vous pouvez fermer cette page.
invitation-asked-title = Vous avez déjà demandé
invitation-asked-text = { $inviter } sait que vous aimeriez un nouveau lien.
invitation-again-button = Réessayer
invitation-without-button = Continuer sans cette invitation

## browser

browser-title = Ouvrir dans Safari
browser-heading = Ouvrez cette page dans Safari
browser-text = Pour configurer un appareil, il faut un profil, et iOS n’accepte les profils de façon fiable que depuis Safari. Vous utilisez { $browser }.
browser-step-copy = Copiez le lien ci-dessous.
browser-step-open = Ouvrez **Safari**.
browser-step-paste = Collez le lien dans la barre d’adresse et validez.
browser-link = Lien
browser-copy-button = Copier le lien
browser-copied = Copié
browser-camera = Utiliser l’appareil photo d’un autre appareil
browser-anyway-link = Essayer quand même dans ce navigateur
browser-qr = Code QR de l’adresse de cette page
browser-of-app = le navigateur intégré à { $app }
browser-of-some-app = le navigateur intégré à une app
browser-google-app = l’app Google
computer-title = Continuez sur votre iPhone ou iPad
computer-text = Dirigez son appareil photo vers ce code, puis touchez le lien qui apparaît.
computer-address = ou saisissez cette adresse dans Safari
computer-android-text = Les appareils Android ne se configurent pas ici. Dirigez l’appareil photo de l’iPhone ou de l’iPad à configurer vers ce code, puis touchez le lien qui apparaît.
browser-open-button = Ouvrir dans Safari
browser-open-text = Rien ne s’est passé ? Alors procédez ainsi.
computer-ipad-link = C’est l’iPad que je veux configurer
unsuited-title = Cet appareil ne convient peut-être pas
unsuited-old-text = Il semble avoir iOS { $version }, et { $organization } demande { $minimum } ou ultérieur. Mettez-le à jour dans **Réglages › Général › Mise à jour logicielle**, puis revenez.
unsuited-kind-text = C’est apparemment un { $kind }, et { $organization } n’en gère pas.
unsuited-go-on-link = Continuer quand même
closed-title = Pas sur cette page

## trust

trust-title = Activer le certificat
trust-text = Votre appareil ne fait confiance à un certificat installé à la main qu’une fois que vous l’activez. Ouvrez **Réglages › Général › Informations › Réglages des certificats**.
trust-waiting = En attente de l’activation. Cette page avance toute seule.
trust-untrusted = Pas encore activé. Cette page vérifie toutes les deux secondes.
trust-offline = Cet appareil n’a pas de connexion au serveur pour l’instant.
trust-trusted = Activé. Place au profil…
trust-tap-about-title = Réglages › Général › Informations
trust-tap-about-text = Dans **Réglages**, touchez **Général**, puis **Informations**, tout en haut.
trust-tap-settings-title = Réglages des certificats
trust-tap-settings-text = Faites défiler jusqu’à la fin et touchez **Réglages des certificats**.
trust-tap-switch-title = L’activer
trust-tap-switch-text = Activez **{ $certificate }**, touchez **Continuer**, et revenez à cette page.
trust-button = Il est activé : continuer
trust-anyway-button = Continuer quand même
trust-missing-text = « Réglages des certificats » n’y est pas ? Alors le certificat n’est pas encore installé.
trust-back-link = Installer le certificat

## handover

handover-title = Continuez sur votre iPhone ou iPad
handover-link = Continuer sur un autre appareil
handover-elsewhere-title = Est-ce l’appareil que vous voulez configurer ?
handover-elsewhere-text = Le profil s’installe sur l’iPhone ou l’iPad lui-même. Emportez ce que vous avez commencé : pas besoin de vous reconnecter.
handover-text = Ce que vous avez commencé ici continue là-bas, sans vous reconnecter. Cette page ne fait ensuite que suivre.
handover-invitation-text = Votre invitation vous accompagne.
handover-button = Afficher le code
handover-scan-text = Dirigez l’appareil photo de votre iPhone ou iPad vers cette image, puis touchez le lien qui apparaît.
handover-qr = Code QR pour continuer sur un autre appareil
handover-code-title = Ou saisir un code
handover-code-address = Ouvrez { $address } dans Safari.
handover-code-tap = Touchez **Vous avez un code ?**
handover-code-type = Saisissez ceci :
handover-until = Il sert une seule fois, au plus tard : { $time }.
handover-left = Temps restant
handover-waiting = En attente de votre appareil…
handover-late-text = Le code était valable dix minutes, et elles sont écoulées.
handover-again-button = Afficher un nouveau code
handover-safari-text = Continuez dans Safari : vous y reprenez là où vous en êtes.
handover-safari-button = Ouvrir dans Safari
handover-safari-else-text = Rien ne s’est passé ? Copiez le lien, ouvrez **Safari** et collez-le dans la barre d’adresse.
handover-stay-link = Continuer plutôt ici
handover-gone-title = La suite est sur votre autre appareil
handover-gone-text = Le reste se passe là-bas. Cette page montre où il en est, et vous pouvez la fermer à tout moment.
handover-gone-invitation-text = Votre invitation est ouverte sur l’autre appareil. Vous pouvez fermer cette page.
handover-enrolled-title = Votre autre appareil est configuré
handover-enrolled-text = Il est maintenant géré par { $organization }. Vous pouvez fermer cette page.
handover-stopped-text = Quelque chose n’a pas fonctionné. Votre autre appareil dit quoi faire.
handover-leave-button = Commencer autre chose ici
handover-take-title = Continuer ici ?
handover-take-text = **{ $person }** a commencé à configurer un appareil. Cela continue ici, là où cela s’est arrêté.
handover-take-invited-text = Une invitation a été ouverte sur un autre appareil. Elle continue ici.
handover-take-note-text = Continuez seulement si vous avez créé ce code vous-même. Rien ne change sur cet appareil tant que vous n’installez pas un profil.
handover-take-button = Continuer ici
handover-refuse-button = Pas pour moi
handover-taken-title = Ce code a été utilisé
handover-taken-text = Chaque code sert une seule fois. Créez-en un nouveau là où vous l’avez obtenu.
handover-expired-title = Ce code est trop ancien
handover-expired-text = Chaque code est valable dix minutes. Créez-en un nouveau là où vous l’avez obtenu.
handover-over-title = Il n’y a rien à continuer
handover-over-text = Ce à quoi servait ce code est terminé ou continue ailleurs. Recommencez depuis le début.
handover-replaced-text = Vous aviez déjà commencé dans ce navigateur. C’est maintenant terminé ; ceci est votre nouveau départ.

## ended

ended-checked-out-title = Plus géré
ended-checked-out-text = Le profil a été supprimé de l’appareil, qui n’est donc plus géré. Vous pouvez le configurer à nouveau.
ended-superseded-title = Configuré à nouveau
ended-superseded-text = L’appareil a été configuré encore une fois depuis. Cette page concerne la fois d’avant.
ended-withdrawn-title = Votre compte a changé
ended-withdrawn-text = Il a été fermé ou a reçu un nouveau mot de passe en cours de route. Connectez-vous encore une fois pour recommencer.
ended-logged-out-title = Vous avez fermé la session
ended-logged-out-text = Le profil que vous avez peut-être téléchargé n’est plus valable. Connectez-vous encore une fois pour recommencer.
ended-invitation-revoked-title = Votre invitation a été retirée
ended-invitation-revoked-text = L’organisation a retiré ou suspendu l’invitation. Demandez-en une nouvelle à la personne qui vous a invité.
ended-declined-title = Accord non donné
ended-declined-text = La personne qui vous a invité n’a pas donné son accord pour cet appareil. Contactez-la si vous pensez que c’est une erreur.
ended-expired-title = Votre temps ici est écoulé
ended-expired-text = Pour votre sécurité, chaque connexion sert pendant une durée limitée. Rien n’est perdu : connectez-vous encore une fois et continuez.
ended-button = Recommencer

## problem

problem-button = Retour au début
problem-reference = Référence
problem-reference-text = Si vous demandez de l’aide, donnez ce code.
problem-nothing-title = Rien ici
problem-nothing-text = Cette adresse n’existe pas. Vérifiez le lien, ou recommencez depuis le début.
problem-method-title = Cela ne fonctionne pas ici
problem-method-text = Revenez en arrière et utilisez les boutons de la page.
problem-foreign-title = Cela n’a pas été envoyé depuis cette page
problem-foreign-text = Pour votre sécurité, la demande a été refusée. Ouvrez à nouveau la page et réessayez.
problem-large-title = Trop à la fois
problem-large-text = Ce que vous avez envoyé dépasse ce que cette page accepte.
problem-throttled-title = Trop d’essais
problem-throttled-text = Attendez un moment, puis réessayez.
problem-unreadable-title = Cela n’a pas pu être lu
problem-unreadable-text = Revenez en arrière, vérifiez ce que vous avez saisi et réessayez.
problem-broken-title = Un problème est survenu ici
problem-broken-text = Ce n’est pas votre faute. Réessayez dans quelques minutes.
problem-silent-title = Quelque chose ne répond pas
problem-silent-text = Un élément nécessaire ne répond pas. Réessayez dans quelques minutes.
problem-busy-title = Très occupé en ce moment
problem-busy-text = Le serveur a beaucoup à faire. Réessayez dans quelques secondes.
problem-refused-title = Ce n’est pas possible
problem-refused-text = Revenez au début et réessayez. Si cela se reproduit, adressez-vous à votre administrateur.
problem-not-ready-text = Ce serveur n’est pas prêt à configurer des appareils. Adressez-vous à votre administrateur.
problem-wrong-links-title = Trop de liens erronés
problem-wrong-links-text = Beaucoup de liens inexistants sont arrivés depuis votre réseau. Attendez quelques minutes, puis recommencez depuis le début.
profile-unknown-title = Ce lien n’est pas valable
profile-unknown-text = Aucun profil ne correspond à ce lien. Recommencez depuis le début et utilisez-y le bouton de téléchargement.
profile-expired-title = Ce lien est trop ancien
profile-expired-text = Le profil ne pouvait être téléchargé que pendant une durée limitée après la connexion. Connectez-vous encore une fois pour en obtenir un nouveau.
account-refused-title = Cela ne va pas plus loin
account-over-text = Cette connexion a duré trop longtemps, ou était déjà terminée. Recommencez dans Réglages.
account-other-text = Vous avez saisi dans Réglages un autre compte que le vôtre. Recommencez dans Réglages avec le compte que votre organisation vous a donné.
account-device-text = Votre organisation ne configure pas cet appareil de cette façon. Mettez-le à jour dans Réglages › Général › Mise à jour logicielle, ou adressez-vous à votre administrateur.
account-not-offered-text = La connexion à un compte dans Réglages ne vous est pas proposée ici. Adressez-vous à votre administrateur.
profile-used-title = Ce profil a été utilisé
profile-used-text = Un appareil a déjà été configuré avec lui. Pour configurer un autre appareil, ou à nouveau celui-ci, recommencez depuis le début.
profile-ended-title = Cette configuration est terminée
profile-ended-text = Le profil ne sert plus. Connectez-vous encore une fois pour en obtenir un nouveau.
profile-personal-text = Un appareil personnel s’ajoute dans Réglages, pas avec un profil.
profile-unanswered-text = Il reste des questions sans réponse. Revenez au début et répondez-y d’abord.
profile-settled-text = Le profil a déjà été téléchargé, donc cela ne peut plus être modifié. Pour le modifier, déconnectez-vous et recommencez.
profile-not-offered-text = Cela ne vous a pas été proposé. Revenez au début et choisissez à nouveau.

## poster

poster-title = Configurez votre iPhone ou iPad
poster-lead = Dirigez l’appareil photo vers ce code et touchez le lien qui apparaît.
poster-or-type = ou saisissez cette adresse dans Safari
poster-step-log-in = Connectez-vous avec le compte que { $organization } vous a donné.
poster-step-download = Téléchargez le profil et installez-le dans Réglages. La page vous montre chaque geste.
poster-step-done = Revenez à la page : elle vous dit quand tout est terminé.

## time

time-exact = { $day } { $month } { $year }, { $time } UTC
time-of-day = { $time } UTC
time-in-seconds = dans quelques secondes
time-in-moment = dans moins d’une minute
time-in-minutes = { $count ->
    [one] dans { $count } minute
   *[other] dans { $count } minutes
}
time-in-hours = { $count ->
    [one] dans { $count } heure
   *[other] dans { $count } heures
}
time-in-days = { $count ->
    [one] dans { $count } jour
   *[other] dans { $count } jours
}
time-month-1 = janv.
time-month-2 = févr.
time-month-3 = mars
time-month-4 = avr.
time-month-5 = mai
time-month-6 = juin
time-month-7 = juil.
time-month-8 = août
time-month-9 = sept.
time-month-10 = oct.
time-month-11 = nov.
time-month-12 = déc.
