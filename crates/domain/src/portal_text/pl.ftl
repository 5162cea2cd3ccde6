### The texts of the enrollment portal, in Polish.

## page

page-title = Skonfiguruj urządzenie
page-step = Krok { $step } z { $steps }
page-help-heading = Potrzebujesz pomocy?
page-language = Język

## language

language-title = Wybierz język
language-text = W tym języku będą wyświetlane strony na tym urządzeniu. Nic więcej się nie zmieni.
language-back = Wróć

## login

login-title = Logowanie
login-text = Zaloguj się na konto otrzymane od organizacji { $organization }.
login-invited-text = { $inviter } zaprasza Cię. Zaloguj się na konto otrzymane od organizacji { $organization }.
login-invited-by-name-text = Zaproszenie od: { $inviter }, dla: **{ $recipient }**. Zaloguj się na konto otrzymane od organizacji { $organization }.
login-username = Nazwa użytkownika
login-password = Hasło
login-button = Zaloguj się
login-note-text = Na tym urządzeniu nic się nie zmieni, dopóki nie zainstalujesz profilu. Do tego zostały jeszcze dwa kroki.
login-invited-note-text = Na tym urządzeniu nic się nie zmieni, dopóki nie zainstalujesz profilu.
login-code-link = Masz kod?
login-leave-button = Kontynuuj bez tego zaproszenia
login-username-missing = Podaj nazwę użytkownika.
login-password-missing = Podaj hasło.
login-refused = Nazwa użytkownika lub hasło są nieprawidłowe albo tego konta nie można tu używać.
login-throttled = Było zbyt wiele prób. Spróbuj ponownie { $wait }.
login-nothing-offered = Z Twojego konta nie można konfigurować urządzeń. Poproś administratora o zgodę.
login-personal-only = Z Twojego konta można konfigurować tylko urządzenia prywatne. Dodaje się je w Ustawieniach, a nie na tej stronie. Zapytaj administratora.
login-settings-instead = Urządzeń Twojej organizacji nie konfiguruje się na tej stronie. Otwórz na urządzeniu Ustawienia › Ogólne › VPN i zarządzanie urządzeniem i wybierz „Zaloguj się na konto służbowe lub szkolne”.
login-administrator-instead = Urządzeń Twojej organizacji nie konfiguruje się na tej stronie. Zapytaj administratora, jak to zrobić.
login-directory-silent = Katalog organizacji { $organization } nie odpowiada, więc osoby z tego katalogu nie mogą się teraz zalogować. Spróbuj ponownie za kilka minut. Konta lokalne nadal działają: jeśli masz takie konto, sprawdź nazwę użytkownika i hasło.
login-provider-button = Zaloguj się przez { $provider }
login-provider-or = Lub nazwą użytkownika i hasłem
login-leaving-title = Przejście do { $provider }
login-leaving-text = Zalogujesz się na stronie { $provider } i automatycznie tu wrócisz.
login-leaving-button = Przejdź do { $provider }
login-passwords-off = Tutaj nie używa się haseł. Zaloguj się przyciskiem powyżej.
login-provider-off-text = W ten sposób nie można się teraz zalogować. Wróć i wybierz inny.
login-provider-over-text = To logowanie zostało już wykorzystane, trwało dłużej niż dziesięć minut lub zaczęło się w innej przeglądarce. Zacznij od początku.
login-provider-declined-text = Nie udało się tam zalogować: logowanie przerwano lub odrzucono. Zacznij ponownie lub poproś o pomoc.
login-provider-unverified-text = Nie udało się zweryfikować odpowiedzi, więc nikt nie został zalogowany. Zacznij ponownie. Jeśli to się powtórzy, poproś o pomoc i podaj kod błędu.
login-provider-nameless-text = W odpowiedzi zabrakło Twojej nazwy użytkownika. Poproś o pomoc i podaj kod błędu.

## ownership

ownership-title = Czyje to urządzenie?
ownership-text = Od tego zależy, co organizacja { $organization } będzie mogła na nim widzieć i robić.
ownership-institutional-title = Należy do organizacji { $organization }
ownership-institutional-button = Własność organizacji
ownership-personal-title = Należy do mnie
ownership-personal-button = Własność prywatna
ownership-not = Niemożliwe:
ownership-personal-can-facts = zobaczyć model, wersję iOS i aplikacje do pracy
ownership-personal-can-set-up = skonfigurować konta, sieci i aplikacje do pracy
ownership-personal-can-remove = usunąć to, co sama skonfiguruje
ownership-personal-cannot-identify = zobaczyć numer seryjny ani numer telefonu
ownership-personal-cannot-see = zobaczyć Twoje własne aplikacje, zdjęcia, wiadomości ani miejsce, w którym jesteś
ownership-personal-cannot-erase = wymazać urządzenia ani usunąć jego kodu
ownership-note-text = Nie masz pewności? Pomyśl, kto za nie zapłacił, lub zapytaj osobę, od której je masz. Na tę stronę można wrócić.
ownership-fault = Wybierz jedną z dwóch możliwości.

## eula

eula-title = Umowa
eula-text = Zanim urządzenie zostanie skonfigurowane, organizacja { $organization } prosi o przeczytanie i zaakceptowanie tej umowy.
eula-button = Akceptuję
eula-refuse-button = Nie akceptuję

## sites

site-title = Wybierz lokalizację
site-text = Gdzie należy to urządzenie?
site-legend = Lokalizacja
site-none = Bez lokalizacji
site-note-text = Nie masz pewności? Zapytaj osobę, od której masz konto.
site-button = Kontynuuj
site-fault = Wybierz jedną z nich.

## certificate

certificate-title = Zainstaluj certyfikat
certificate-text = Dzięki temu certyfikatowi urządzenie wie, że łączy się z organizacją { $organization } i z nikim innym. Pobierz go tutaj, a potem w ciągu 8 minut zainstaluj w Ustawieniach.
certificate-fetched-text = Teraz otwórz **Ustawienia**, stuknij **Pobrano profil** i zainstaluj certyfikat. Potem wróć tu i kontynuuj.
certificate-tap-install-text = Jest w prawym górnym rogu. Wprowadź kod urządzenia, stuknij jeszcze raz **Zainstaluj**, a potem **Gotowe**.
certificate-button = Pobierz certyfikat
certificate-again-button = Pobierz ponownie
certificate-next-button = Zainstalowany: kontynuuj

## institutional-mdm

install-title = Zainstaluj profil
install-later-title = Już prawie gotowe
install-text = Pobierz go tutaj, a potem zainstaluj w Ustawieniach. iOS przechowuje go przez 8 minut.
install-fetched-text = Teraz otwórz **Ustawienia** i stuknij **Pobrano profil**. Potem wróć: ta strona wie, na jakim etapie jesteś.
install-connecting-text = Urządzenie łączy się. Zostaw je na chwilę włączone.
install-button = Pobierz profil
install-again-button = Pobierz ponownie
install-logout-button = Wyloguj się i zacznij od nowa
install-clock-text = Zegar tego urządzenia jest źle ustawiony. Ustaw go w **Ustawienia › Ogólne › Data i czas**, inaczej instalacja się nie powiedzie.
install-before = Zainstaluj przed: { $time }
install-left = Czas na instalację
install-gone = iOS usunął profil. Pobierz go ponownie.
progress-title = Postęp
progress-logged-in = Zalogowano
progress-profile-fetched = Pobrano profil
progress-certificate-issued = Wystawiono certyfikat
progress-checked-in = Urządzenie się zgłosiło
progress-enrolled = Zarejestrowano
progress-done = gotowe
progress-now = w toku
progress-to-come = następne
tap-title = Co stuknąć
tap-allow-title = Pozwól na pobranie
tap-allow-text = Gdy Safari zapyta, stuknij **Pozwól**, a potem zamknij komunikat.
tap-settings-title = Otwórz Ustawienia
tap-settings-text = Stuknij **Pobrano profil** blisko góry ekranu. Nie ma? Zajrzyj do **Ogólne › VPN i zarządzanie urządzeniem**.
tap-install-title = Stuknij Zainstaluj
tap-install-text = Jest w prawym górnym rogu.
tap-passcode-title = Wprowadź kod urządzenia
tap-passcode-text = Ten, który odblokowuje to urządzenie. Potem jeszcze raz stuknij **Zainstaluj**.
tap-trust-title = Zaufaj zdalnemu zarządzaniu
tap-trust-text = Stuknij **Zaufaj**, potem **Gotowe** i wróć na tę stronę.
ios-ignore = Ignoruj
tap-allow-opens-text = Gdy Safari zapyta, stuknij **Pozwól**. Ustawienia otworzą się same.
tap-settings-before-15-text = Stuknij **Pobrano profil** blisko góry ekranu. Nie ma? Zajrzyj do **Ogólne › Profile i zarządzanie urządzeniem**.
tap-settings-ipad-text = Stuknij **Pobrano profil** z boku, blisko góry ekranu. Nie ma? Zajrzyj do **Ogólne › VPN i zarządzanie urządzeniem**.
tap-warning-title = Przeczytaj, co to oznacza
tap-warning-text = iOS informuje, co robi profil. Jeszcze raz stuknij **Zainstaluj**.
drawing-other-title = Wygląda inaczej?
drawing-other-text = Wybierz, co masz na urządzeniu.
ios-generation-26 = iOS 26 lub nowszy
ios-generation-18 = iOS 18
ios-generation-15 = iOS 15–17
ios-generation-12 = iOS 12–14
ios-generation-10 = iOS 10 lub 11
ios-generation-ipad = iPad
drawing-allow = Safari pyta, czy może pobrać profil. Z dwóch odpowiedzi zaznaczona jest Pozwól.
drawing-profile-downloaded = Lista Ustawień. Zaznaczony jest wiersz Pobrano profil blisko góry ekranu.
drawing-install = Profil w Ustawieniach. Zaznaczony jest przycisk Zainstaluj u góry.
drawing-passcode = iOS prosi o kod urządzenia.
drawing-warning = iOS informuje, co robi profil. Zaznaczony jest przycisk Zainstaluj u góry.
drawing-trust = iOS pyta, czy ufasz zdalnemu zarządzaniu. Z dwóch odpowiedzi zaznaczona jest Zaufaj.
drawing-general = Ogólne w Ustawieniach. Zaznaczony jest wiersz To urządzenie.
drawing-about = To urządzenie w Ustawieniach. Zaznaczony jest wiersz Ustawienia zaufania certyfikatu na samym dole.
drawing-trust-switch = Ustawienia zaufania certyfikatu. Przełącznik obok certyfikatu jest włączony i zaznaczony.
drawing-device-management = Ogólne w Ustawieniach. Zaznaczony jest wiersz z profilami.
drawing-sign-in = VPN i zarządzanie urządzeniem w Ustawieniach. Zaznaczony jest wiersz logowania na konto służbowe lub szkolne.
install-help-title = Nic się nie dzieje?
install-help-row-text = **Nie ma wiersza w Ustawieniach?** iOS przechowuje profil przez 8 minut, i to tylko ostatni: pobierz go ponownie i zajrzyj też do **Ogólne › VPN i zarządzanie urządzeniem**.
install-help-managed-text = **Nadal nie ma wiersza albo Zainstaluj nic nie robi?** Urządzeniem może już zarządzać szkoła, pracodawca lub Czas przed ekranem. Zarządzający musi je najpierw zwolnić: zajrzyj do **Ogólne › VPN i zarządzanie urządzeniem**.
install-help-stolen-text = **Ochrona skradzionego urządzenia** prosi o Twoją twarz lub palec, a z dala od znanych miejsc może kazać czekać godzinę. Zaczekaj, zrób to w domu lub w pracy albo wyłącz ją na chwilę w **Ustawienia › Face ID i kod**.
install-help-lockdown-text = **Tryb blokady** nie dopuszcza profili. Wyłącz go w **Ustawienia › Prywatność i ochrona** na czas konfiguracji urządzenia.
install-help-clock-text = **Błędna data lub godzina** uniemożliwia instalację. Włącz **Ustaw automatycznie** w **Ustawienia › Ogólne › Data i czas**.
install-help-vpn-text = **VPN lub filtr** może nie pozwalać urządzeniu połączyć się z nami. Wyłącz go, dopóki wszystko nie będzie gotowe.
ios-allow = Pozwól
ios-settings = Ustawienia
ios-profile-downloaded = Pobrano profil
ios-install-profile = Zainstaluj profil
ios-install = Zainstaluj
ios-cancel = Anuluj
ios-enter-passcode = Wprowadź kod
ios-remote-management = Zdalne zarządzanie
ios-trust = Zaufaj
ios-warning = Ostrzeżenie
ios-general = Ogólne
ios-about = To urządzenie
ios-certificate-trust-settings = Ustawienia zaufania certyfikatu
ios-vpn-and-device-management = VPN i zarządzanie urządzeniem
ios-profiles-and-device-management = Profile i zarządzanie urządzeniem
ios-sign-in = Zaloguj się na konto służbowe lub szkolne…

## user-enrollment-mdm

personal-title = Kontynuuj w Ustawieniach
personal-text = Własne urządzenie dodaje się w Ustawieniach, a nie na tej stronie. Nie trzeba niczego pobierać.
personal-step-settings = Otwórz **Ustawienia › Ogólne › VPN i zarządzanie urządzeniem**.
personal-step-sign-in = Stuknij **Zaloguj się na konto służbowe lub szkolne**.
personal-step-account = Wpisz swoje zarządzane konto Apple: { $address }
personal-step-account-unknown = Wpisz zarządzane konto Apple otrzymane od organizacji { $organization }.
personal-step-follow = Zaloguj się tak jak tutaj i wykonuj polecenia urządzenia.
personal-version-text = Wymagany jest iOS 15 lub iPadOS 15 albo nowszy.
personal-privacy-link = Co będzie widzieć organizacja { $organization }
personal-back-link = To nie jest moje urządzenie
personal-logout-button = Wyloguj się z tej strony
privacy-title = Twoje własne urządzenie a organizacja { $organization }
privacy-text = Gdy logujesz się na konto służbowe na własnym urządzeniu, iOS oddziela pracę od wszystkiego innego. Oto, co to dokładnie oznacza.
privacy-sees-title = Organizacja { $organization } widzi
privacy-sees-model = model, wersję iOS i nazwę urządzenia
privacy-sees-account = Twoje zarządzane konto Apple oraz czas ostatniego kontaktu z urządzeniem
privacy-sees-apps = aplikacje, profile i certyfikaty, które sama zainstaluje
privacy-sees-state = czy ustawiono kod i ile jest wolnego miejsca
privacy-sees-not-title = Organizacja { $organization } nie widzi
privacy-sees-not-identifiers = numeru seryjnego, UDID, IMEI ani numeru telefonu: iOS podaje jej numer, który przestaje istnieć wraz z końcem rejestracji
privacy-sees-not-apps = jakie masz inne aplikacje ani Twojego konta Apple
privacy-sees-not-content = zdjęć, wiadomości, poczty, połączeń ani odwiedzanych stron
privacy-sees-not-place = gdzie jest urządzenie
privacy-does-title = Organizacja { $organization } może
privacy-does-set-up = skonfigurować konta, sieci i aplikacje do pracy
privacy-does-passcode = wymagać sześciocyfrowego kodu
privacy-does-remove = usunąć to, co skonfiguruje, wraz z zawartymi w tym danymi
privacy-does-not-title = Organizacja { $organization } nie może
privacy-does-not-erase = wymazać urządzenia ani niczego, co jest na nim Twoje
privacy-does-not-unlock = usunąć Twojego kodu ani odblokować urządzenia
privacy-does-not-rule = zabronić Ci aplikacji ani zmieniać ustawień całego urządzenia
privacy-end-text = Możesz to zakończyć w każdej chwili: wyloguj się w **Ustawienia › Ogólne › VPN i zarządzanie urządzeniem**. Wtedy to, co skonfigurowano do pracy, zostanie usunięte, a wszystko inne zostanie.
privacy-back-link = Wróć

## complete

complete-title = Wszystko gotowe
complete-text = Tym urządzeniem zarządza teraz organizacja { $organization }. Możesz zacząć go używać.
complete-facts-title = Co skonfigurowano
complete-managed-by = Zarządzane przez
complete-assigned-to = Przypisane do
complete-ownership = Własność
complete-since = Od
complete-institutional = Własność organizacji
complete-personal = Własność prywatna
complete-know-title = Warto wiedzieć
complete-arrives = Konta, sieci i aplikacje pojawią się same w ciągu kilku minut.
complete-where = Profil znajdziesz w **Ustawienia › Ogólne › VPN i zarządzanie urządzeniem**.
complete-ask = Masz pytania? Zapytaj administratora w organizacji { $organization }.
complete-logout-button = Wyloguj się z tej strony
complete-close-text = Możesz zamknąć tę stronę.
failed-title = Nie udało się
failed-reference = Kod błędu
stop-challenge-used = Ten profil został już wykorzystany. Usuń go w Ustawieniach, jeśli nadal tam jest, a potem pobierz tu nowy.
stop-challenge-expired = Profil zainstalowano za późno. Pobierz go ponownie i zainstaluj w ciągu ośmiu minut.
stop-request-refused = To urządzenie nie mogło otrzymać certyfikatu. Uaktualnij je do najnowszego iOS, a potem ponownie pobierz profil.
stop-other-device = Profil wykorzystano na innym urządzeniu. Zacznij od nowa na urządzeniu, które chcesz zarejestrować.
stop-wrong-topic = Podczas rejestracji zmieniły się ustawienia organizacji. Wyloguj się tutaj i zacznij od nowa.
stop-invitation-used-up = W międzyczasie zaproszenie wykorzystano na innych urządzeniach. Poproś osobę zapraszającą o nowe.
stop-other-serial-number = To zaproszenie jest dla innego urządzenia. Użyj go na właściwym urządzeniu lub poproś o nowe.
stop-serial-number-not-admitted = Twoja organizacja nie zna tego urządzenia. Podaj administratorowi jego numer seryjny z Ustawienia › Ogólne › To urządzenie, a potem zacznij od nowa.
stop-other-way = To urządzenie zostało zarejestrowane inaczej, niż trzeba. Zacznij od nowa w Ustawienia › Ogólne › VPN i zarządzanie urządzeniem.
stop-not-signed-in = To urządzenie nie potwierdziło Twojego logowania. Zacznij od nowa w Ustawienia › Ogólne › VPN i zarządzanie urządzeniem.
stop-os-too-old = System tego urządzenia jest starszy, niż dopuszcza Twoja organizacja. Uaktualnij go w Ustawienia › Ogólne › Uaktualnienia, a potem ponownie pobierz profil.
stop-model-not-admitted = Twoja organizacja nie zarządza urządzeniami tego modelu. Użyj innego urządzenia lub zapytaj administratora.
stop-re-enrollment-refused = To urządzenie jest w Twojej organizacji zapisane na kogoś innego. Tylko ta osoba lub administrator może je ponownie skonfigurować. Zapytaj administratora.

## welcome

welcome-title = Co się wydarzy
welcome-text = Organizacja { $organization } będzie zarządzać tym urządzeniem. Zajmie to około trzech minut.
welcome-you-title = Ty
welcome-by-invitation = Z zaproszenia
welcome-not-you-button = To nie Ty?
welcome-steps-title = Trzy kroki
welcome-four-steps-title = Cztery kroki
welcome-step-certificate = **Instalujesz certyfikat** i włączasz go, aby to urządzenie ufało naszemu serwerowi.
welcome-step-download = **Pobierasz profil** z tej strony.
welcome-step-install = **Instalujesz go w Ustawieniach**, podając kod urządzenia. Pokażemy każde stuknięcie.
welcome-step-back = **Wracasz tutaj**. Ta strona poinformuje, gdy wszystko będzie gotowe.
welcome-can-title = Organizacja { $organization } będzie mogła
welcome-can-facts = zobaczyć model, numer seryjny, wersję iOS i pamięć
welcome-can-apps = zobaczyć, które aplikacje są zainstalowane
welcome-can-set-up = skonfigurować konta, sieci i aplikacje do pracy
welcome-can-erase = zablokować urządzenie, usunąć jego kod lub je wymazać
welcome-cannot-title = Organizacja { $organization } nie może
welcome-cannot-messages = czytać Twoich wiadomości, poczty ani notatek
welcome-cannot-photos = oglądać Twoich zdjęć ani odwiedzanych stron
welcome-cannot-passwords = podsłuchiwać ani widzieć Twoich haseł
welcome-institutional-text = To urządzenie zostanie skonfigurowane jako własność organizacji. Możesz tu przerwać: nic się nie zmieni, dopóki nie zainstalujesz profilu.
welcome-personal-text = To urządzenie zostanie skonfigurowane jako własność prywatna. Możesz tu przerwać: nic się nie zmieni, dopóki nie zainstalujesz profilu.
welcome-button = Kontynuuj

## user

user-title = Przypisz użytkownikowi
user-heading = Dla kogo jest?
user-text = Znajdź osobę, która będzie używać tego urządzenia.
user-field = Nazwa użytkownika, imię i nazwisko lub adres e-mail
user-search-button = Szukaj
user-found = Znaleziono
user-too-short = Wpisz co najmniej dwa znaki.
user-nobody = Nikogo nie znaleziono: „{ $searched }”. Sprawdź pisownię.
user-silent = Nie udało się teraz nikogo wyszukać. Spróbuj ponownie za minutę.
user-unknown = Katalog nie zna już tej osoby. Wyszukaj ponownie.
user-not-all = Nie wszystkich udało się wyszukać. Brak odpowiedzi: { $directories }.
user-count = { $count ->
    [one] Jedna osoba
    [few] { $count } osoby
    [many] { $count } osób
   *[other] { $count } osoby
}
user-assign-button = Przypisz
user-assign-to = Przypisz: { $name }
user-so-far = Na razie urządzenie jest dla: { $name }.
user-so-far-nobody = Na razie urządzenie nie jest dla nikogo.
user-keep-link = Niech tak zostanie
user-blank-button = Kontynuuj bez użytkownika

## code

code-title = Podaj kod
code-text = Wysłaliśmy sześć cyfr na **{ $address }**. Są ważne przez dziesięć minut.
code-field = Kod
code-button = Kontynuuj
code-again-button = Wyślij nowy kod
code-sent-again = Nowy kod jest w drodze. Liczy się tylko najnowszy.
code-note-text = Nic nie przyszło? Sprawdź, czy ten adres lub numer jest nadal Twój, i zapytaj osobę zapraszającą.
code-stop-button = Przerwij
code-missing = Podaj sześć cyfr.
code-refused = Ten kod jest nieprawidłowy lub starszy niż dziesięć minut.
code-used-up = Było zbyt wiele kodów. Zacznij od nowa z zaproszenia.

## approval

approval-title = Oczekiwanie na zgodę
approval-text = Osoba zapraszająca została powiadomiona i zdecyduje o tym urządzeniu. Nie musisz nic robić.
approval-yours = Twoja część jest zrobiona
approval-theirs = Ktoś wyraża zgodę
approval-then = Instalujesz profil
approval-note = Ta strona sama przejdzie dalej. Możesz ją opuścić i wrócić później w tej przeglądarce.
approval-button = Sprawdź ponownie
approval-stop-button = Przerwij

## reenrollment

known-title = To urządzenie jest znane
known-text = To urządzenie ({ $kind }) było już skonfigurowane. Należy do użytkownika **{ $user }**.
known-kind = nieznany model
known-facts-title = Co się z nim stanie
known-device = Urządzenie
known-now = Należy do
known-then = Będzie należeć do
known-same = Pozostanie u użytkownika { $user } i zostanie skonfigurowane od nowa.
known-becomes = Będzie należeć do użytkownika { $becomes }. To, co użytkownik { $user } otrzymał na nim od organizacji, zostanie usunięte.
known-stays = Pozostanie zapisane na użytkownika { $user }, dopóki administrator nie potwierdzi zmiany.
known-nobody = Nie będzie zapisane na nikogo.
known-refused = Ponownie skonfigurować je może tylko { $user } lub administrator. Zapytaj administratora.
known-button = Tak, skonfiguruj
known-other-button = To inne urządzenie
known-stop-button = Przerwij

## invitation

invitation-title = Masz zaproszenie
invitation-text = **{ $inviter }** zaprasza Cię do skonfigurowania tego urządzenia w organizacji { $organization }.
invitation-for = Dla
invitation-from = Od
invitation-ends = Wygasa
invitation-steps-title = Co się wydarzy
invitation-step-login = **Logujesz się** na konto otrzymane od organizacji { $organization }.
invitation-step-code = **Podajesz kod**, który wyślemy na { $address }.
invitation-step-approval = { $inviter } **wyraża zgodę** na to urządzenie.
invitation-step-install = **Instalujesz profil** w Ustawieniach. Pokażemy każde stuknięcie.
invitation-step-managed = Organizacja { $organization } **zarządza tym urządzeniem**. Wcześniej przeczytasz, co to oznacza.
invitation-note-text = Na tym urządzeniu nic się nie zmieni, dopóki nie zainstalujesz profilu.
invitation-button = Kontynuuj
invitation-leave-button = Nie dla mnie
invitation-computer-text = **{ $inviter }** zaprasza Cię do skonfigurowania urządzenia w organizacji { $organization }. Weź iPhone’a lub iPada, którego chcesz skonfigurować.
invitation-browser-text = **{ $inviter }** zaprasza Cię do skonfigurowania urządzenia w organizacji { $organization }. iOS niezawodnie przyjmuje profile tylko z Safari, a to jest { $browser }.
invitation-message-title = Z otrzymaną wiadomością
invitation-browser-back = Wróć do wiadomości z zaproszeniem.
invitation-browser-copy = Dotknij i przytrzymaj link, a potem go **skopiuj**.
invitation-browser-paste = Otwórz **Safari**, wklej link w pasku adresu i przejdź dalej.
invitation-computer-open = Otwórz wiadomość z zaproszeniem **na tym urządzeniu**.
invitation-computer-tap = Stuknij link w wiadomości. Otworzy się w **Safari**.
invitation-code-title = Lub z kodem z wiadomości
invitation-code-address = Otwórz { $address } w Safari.
invitation-code-address-or-picture = Otwórz { $address } w Safari lub skieruj aparat na obrazek poniżej.
invitation-code-tap = Stuknij **Masz kod?**
invitation-code-type = Wpisz kod z wiadomości.
code-entry-title = Podaj swój kod
code-entry-text = Dziesięć liter i cyfr: pod linkiem w zaproszeniu lub na drugim urządzeniu, na którym zaczęto.
code-entry-field = Kod
code-entry-button = Kontynuuj
code-entry-note-text = Wielkość liter i kreski nie mają znaczenia.
code-entry-none-link = Nie mam kodu
code-entry-missing = Podaj kod.
code-entry-unknown = Ten link lub kod jest nieważny. Sprawdź go lub poproś osobę zapraszającą o nowy.
invitation-unknown-title = Ten link jest nieważny
invitation-unknown-text = Nie ma do niego zaproszenia. Sprawdź, czy link lub kod jest cały, albo poproś osobę zapraszającą o nowy.
invitation-expired-title = Twoje zaproszenie wygasło
invitation-expired-text = Było ważne przez ograniczony czas, który już minął.
invitation-revoked-title = Twoje zaproszenie wycofano
invitation-revoked-text = Osoba zapraszająca je wycofała, więc już nie działa.
invitation-paused-title = Twoje zaproszenie wstrzymano
invitation-paused-text = Na razie nie działa. Twój link pozostaje ważny: spróbuj później lub zapytaj osobę zapraszającą.
invitation-used-up-title = Twoje zaproszenie wykorzystano
invitation-used-up-text = Skonfigurowano już z niego tyle urządzeń, ile przewidziano, lub właśnie trwa ich konfiguracja.
invitation-outside-hours-title = Wróć trochę później
invitation-outside-hours-text = To zaproszenie działa tylko w określonych godzinach, a teraz jest inna pora. Twój link pozostaje ważny. Osoba zapraszająca zna te godziny.
invitation-other-person-title = To zaproszenie jest dla kogoś innego
invitation-other-person-text = Zaloguj się na konto, na które je wysłano, lub poproś osobę zapraszającą o własne zaproszenie.
invitation-other-person = To zaproszenie jest dla kogoś innego. Zaloguj się na konto, na które je wysłano.
invitation-ask-button = Poproś o nowy link
invitation-ask-note-text = { $inviter } dostanie wiadomość i zdecyduje.
invitation-told-title = { $inviter } już wie
invitation-told-text = Gdy zostanie wysłana nowa wiadomość, dotrze do Ciebie. Możesz zamknąć tę stronę.
invitation-asked-title = Prośba już wysłana
invitation-asked-text = { $inviter } wie, że chcesz otrzymać nowy link.
invitation-again-button = Spróbuj ponownie
invitation-without-button = Kontynuuj bez tego zaproszenia

## browser

browser-title = Otwórz w Safari
browser-heading = Otwórz tę stronę w Safari
browser-text = Do skonfigurowania urządzenia potrzebny jest profil, a iOS niezawodnie przyjmuje profile tylko z Safari. To jest { $browser }.
browser-step-copy = Skopiuj poniższy link.
browser-step-open = Otwórz **Safari**.
browser-step-paste = Wklej link w pasku adresu i przejdź dalej.
browser-link = Link
browser-copy-button = Skopiuj link
browser-copied = Skopiowano
browser-camera = Użyj aparatu innego urządzenia
browser-anyway-link = Mimo to spróbuj w tej przeglądarce
browser-qr = Kod QR z adresem tej strony
browser-of-app = wbudowana przeglądarka aplikacji { $app }
browser-of-some-app = wbudowana przeglądarka innej aplikacji
browser-google-app = aplikacja Google
computer-title = Kontynuuj na iPhonie lub iPadzie
computer-text = Skieruj jego aparat na ten kod, a potem stuknij link, który się pojawi.
computer-address = lub wpisz ten adres w Safari
computer-android-text = Urządzeń z Androidem nie konfiguruje się tutaj. Skieruj na ten kod aparat iPhone’a lub iPada, którego chcesz skonfigurować, a potem stuknij link, który się pojawi.
browser-open-button = Otwórz w Safari
browser-open-text = Nic się nie stało? Zrób to w ten sposób.
computer-ipad-link = To jest iPad, którego chcę skonfigurować
unsuited-title = To urządzenie może nie pasować
unsuited-old-text = Wygląda na to, że ma iOS { $version }, a organizacja { $organization } wymaga wersji { $minimum } lub nowszej. Uaktualnij je w **Ustawienia › Ogólne › Uaktualnienia**, a potem wróć.
unsuited-kind-text = Wygląda na to, że to { $kind }, a organizacja { $organization } nie zarządza takimi urządzeniami.
unsuited-go-on-link = Mimo to kontynuuj
closed-title = Nie na tej stronie

## trust

trust-title = Włącz certyfikat
trust-text = Urządzenie ufa certyfikatowi zainstalowanemu ręcznie dopiero po jego włączeniu. Otwórz **Ustawienia › Ogólne › To urządzenie › Ustawienia zaufania certyfikatu**.
trust-waiting = Oczekiwanie na przełącznik. Ta strona sama przejdzie dalej.
trust-untrusted = Jeszcze nie włączono. Ta strona sprawdza to co dwie sekundy.
trust-offline = To urządzenie nie ma teraz połączenia z serwerem.
trust-trusted = Włączono. Dalej do profilu …
trust-tap-about-title = Ustawienia › Ogólne › To urządzenie
trust-tap-about-text = W **Ustawieniach** stuknij **Ogólne**, a potem **To urządzenie** na samej górze.
trust-tap-settings-title = Ustawienia zaufania certyfikatu
trust-tap-settings-text = Przewiń na sam dół i stuknij **Ustawienia zaufania certyfikatu**.
trust-tap-switch-title = Włącz
trust-tap-switch-text = Włącz **{ $certificate }**, stuknij **Dalej** i wróć na tę stronę.
trust-button = Włączony: kontynuuj
trust-anyway-button = Mimo to kontynuuj
trust-missing-text = Nie ma Ustawień zaufania certyfikatu? W takim razie certyfikat nie jest jeszcze zainstalowany.
trust-back-link = Zainstaluj certyfikat

## handover

handover-title = Kontynuuj na iPhonie lub iPadzie
handover-link = Kontynuuj na innym urządzeniu
handover-elsewhere-title = Czy to urządzenie chcesz skonfigurować?
handover-elsewhere-text = Profil instaluje się bezpośrednio na iPhonie lub iPadzie. Możesz zabrać ze sobą to, co już zaczęto: nie trzeba logować się ponownie.
handover-text = To, co zaczęto tutaj, będzie kontynuowane tam i nie trzeba logować się ponownie. Ta strona będzie tylko pokazywać postęp.
handover-invitation-text = Twoje zaproszenie przejdzie razem z Tobą.
handover-button = Pokaż kod
handover-scan-text = Skieruj aparat iPhone’a lub iPada na ten obrazek, a potem stuknij link, który się pojawi.
handover-qr = Kod QR do kontynuowania na innym urządzeniu
handover-code-title = Lub wpisz kod
handover-code-address = Otwórz { $address } w Safari.
handover-code-tap = Stuknij **Masz kod?**
handover-code-type = Wpisz to:
handover-until = Działa raz, do { $time }.
handover-left = Pozostały czas
handover-waiting = Oczekiwanie na urządzenie…
handover-late-text = Kod był ważny przez dziesięć minut, które już minęły.
handover-again-button = Pokaż nowy kod
handover-safari-text = Kontynuuj w Safari: tam zaczniesz od tego samego miejsca.
handover-safari-button = Otwórz w Safari
handover-safari-else-text = Nic się nie stało? Skopiuj link, otwórz **Safari** i wklej go w pasku adresu.
handover-stay-link = Kontynuuj jednak tutaj
handover-gone-title = Ciąg dalszy na drugim urządzeniu
handover-gone-text = Reszta dzieje się tam. Ta strona pokazuje postęp i można ją w każdej chwili zamknąć.
handover-gone-invitation-text = Twoje zaproszenie jest otwarte na drugim urządzeniu. Możesz zamknąć tę stronę.
handover-enrolled-title = Drugie urządzenie jest skonfigurowane
handover-enrolled-text = Zarządza nim teraz organizacja { $organization }. Możesz zamknąć tę stronę.
handover-stopped-text = Coś się nie udało. Drugie urządzenie pokazuje, co zrobić.
handover-leave-button = Zacznij tu coś nowego
handover-take-title = Kontynuować tutaj?
handover-take-text = Konfigurację urządzenia rozpoczęła osoba: **{ $person }**. Będzie ona kontynuowana tutaj, od miejsca, w którym się zatrzymała.
handover-take-invited-text = Na innym urządzeniu otwarto zaproszenie. Ciąg dalszy jest tutaj.
handover-take-note-text = Kontynuuj tylko wtedy, gdy ten kod jest Twój. Na tym urządzeniu nic się nie zmieni, dopóki nie zainstalujesz profilu.
handover-take-button = Kontynuuj tutaj
handover-refuse-button = Nie dla mnie
handover-taken-title = Ten kod wykorzystano
handover-taken-text = Każdy kod działa raz. Utwórz nowy tam, skąd pochodzi ten.
handover-expired-title = Ten kod jest za stary
handover-expired-text = Każdy kod jest ważny przez dziesięć minut. Utwórz nowy tam, skąd pochodzi ten.
handover-over-title = Nie ma czego kontynuować
handover-over-text = To, do czego był ten kod, już się zakończyło lub trwa gdzie indziej. Zacznij od początku.
handover-replaced-text = W tej przeglądarce zaczęto już wcześniej. Tamto jest zakończone, a to jest nowy początek.

## ended

ended-checked-out-title = Już niezarządzane
ended-checked-out-text = Profil usunięto z urządzenia, więc nie jest już ono zarządzane. Możesz je ponownie skonfigurować.
ended-superseded-title = Skonfigurowane od nowa
ended-superseded-text = Od tego czasu urządzenie skonfigurowano jeszcze raz. Ta strona dotyczy wcześniejszego razu.
ended-withdrawn-title = Twoje konto się zmieniło
ended-withdrawn-text = W międzyczasie konto zamknięto lub zmieniono do niego hasło. Zaloguj się jeszcze raz, aby zacząć od nowa.
ended-logged-out-title = Wylogowano
ended-logged-out-text = Jeśli profil został pobrany, nie jest już ważny. Zaloguj się jeszcze raz, aby zacząć od nowa.
ended-invitation-revoked-title = Twoje zaproszenie wycofano
ended-invitation-revoked-text = Organizacja wycofała lub wstrzymała zaproszenie. Poproś osobę zapraszającą o nowe.
ended-declined-title = Brak zgody
ended-declined-text = Osoba zapraszająca nie wyraziła zgody na to urządzenie. Zapytaj ją, jeśli uważasz, że to pomyłka.
ended-expired-title = Twój czas tutaj minął
ended-expired-text = Dla Twojego bezpieczeństwa każde logowanie działa przez ograniczony czas. Nic nie przepadło: zaloguj się jeszcze raz i kontynuuj.
ended-button = Zacznij od nowa

## problem

problem-button = Wróć na początek
problem-reference = Kod błędu
problem-reference-text = Podaj ten kod, gdy poprosisz o pomoc.
problem-nothing-title = Nic tu nie ma
problem-nothing-text = Ten adres nie istnieje. Sprawdź link lub zacznij od początku.
problem-method-title = To tutaj nie działa
problem-method-text = Wróć i użyj przycisków na stronie.
problem-foreign-title = Tego nie wysłano z tej strony
problem-foreign-text = Dla Twojego bezpieczeństwa odrzucono to żądanie. Otwórz stronę ponownie i spróbuj jeszcze raz.
problem-large-title = Za dużo naraz
problem-large-text = Wysłane dane są większe, niż przyjmuje ta strona.
problem-throttled-title = Zbyt wiele prób
problem-throttled-text = Zaczekaj chwilę i spróbuj ponownie.
problem-unreadable-title = Nie udało się tego odczytać
problem-unreadable-text = Wróć, sprawdź wpisane dane i spróbuj ponownie.
problem-broken-title = Coś się tu nie udało
problem-broken-text = To nie Twoja wina. Spróbuj ponownie za kilka minut.
problem-silent-title = Coś nie odpowiada
problem-silent-text = Coś, co jest tu potrzebne, nie odpowiada. Spróbuj ponownie za kilka minut.
problem-busy-title = Teraz duży ruch
problem-busy-text = Serwer ma dużo pracy. Spróbuj ponownie za kilka sekund.
problem-refused-title = To niemożliwe
problem-refused-text = Wróć na początek i spróbuj jeszcze raz. Jeśli to się powtórzy, zapytaj administratora.
problem-not-ready-text = Ten serwer nie jest gotowy do konfigurowania urządzeń. Zapytaj administratora.
problem-wrong-links-title = Zbyt wiele błędnych linków
problem-wrong-links-text = Z Twojej sieci przyszło wiele linków, które nie istnieją. Zaczekaj kilka minut, a potem zacznij od początku.
profile-unknown-title = Ten link jest nieważny
profile-unknown-text = Nie ma profilu do tego linku. Zacznij od początku i użyj tam przycisku pobierania.
profile-expired-title = Ten link jest za stary
profile-expired-text = Profil można było pobrać tylko przez ograniczony czas po zalogowaniu. Zaloguj się jeszcze raz, aby dostać nowy.
account-refused-title = Nie można kontynuować
account-over-text = To logowanie trwało zbyt długo lub zostało już zakończone. Zacznij od nowa w Ustawieniach.
account-other-text = W Ustawieniach wpisano inne konto niż Twoje. Zacznij od nowa w Ustawieniach z kontem otrzymanym od organizacji.
account-device-text = Twoja organizacja nie konfiguruje tego urządzenia w ten sposób. Uaktualnij je w Ustawienia › Ogólne › Uaktualnienia lub zapytaj administratora.
account-not-offered-text = Logowanie na konto w Ustawieniach nie jest tu dla Ciebie dostępne. Zapytaj administratora.
profile-used-title = Ten profil wykorzystano
profile-used-text = Skonfigurowano nim już urządzenie. Aby skonfigurować inne urządzenie lub ponownie to samo, zacznij od początku.
profile-ended-title = Ta rejestracja się zakończyła
profile-ended-text = Profil już nie działa. Zaloguj się jeszcze raz, aby dostać nowy.
profile-personal-text = Własne urządzenie dodaje się w Ustawieniach, a nie za pomocą profilu.
profile-unanswered-text = Zostały pytania bez odpowiedzi. Wróć na początek i najpierw na nie odpowiedz.
profile-settled-text = Profil już pobrano, więc nie można tego zmienić. Aby to zmienić, wyloguj się i zacznij od nowa.
profile-not-offered-text = Ta możliwość nie była dla Ciebie dostępna. Wróć na początek i wybierz ponownie.

## poster

poster-title = Skonfiguruj iPhone’a lub iPada
poster-lead = Skieruj aparat na ten kod i stuknij link, który się pojawi.
poster-or-type = lub wpisz ten adres w Safari
poster-step-log-in = Zaloguj się na konto otrzymane od organizacji { $organization }.
poster-step-download = Pobierz profil i zainstaluj go w Ustawieniach. Strona pokaże każde stuknięcie.
poster-step-done = Wróć na stronę: poinformuje, gdy wszystko będzie gotowe.

## time

time-exact = { $day } { $month } { $year }, { $time } UTC
time-of-day = { $time } UTC
time-in-seconds = za kilka sekund
time-in-moment = za niecałą minutę
time-in-minutes = { $count ->
    [one] za { $count } minutę
    [few] za { $count } minuty
    [many] za { $count } minut
   *[other] za { $count } minuty
}
time-in-hours = { $count ->
    [one] za { $count } godzinę
    [few] za { $count } godziny
    [many] za { $count } godzin
   *[other] za { $count } godziny
}
time-in-days = { $count ->
    [one] za { $count } dzień
    [few] za { $count } dni
    [many] za { $count } dni
   *[other] za { $count } dnia
}
time-month-1 = sty
time-month-2 = lut
time-month-3 = mar
time-month-4 = kwi
time-month-5 = maj
time-month-6 = cze
time-month-7 = lip
time-month-8 = sie
time-month-9 = wrz
time-month-10 = paź
time-month-11 = lis
time-month-12 = gru
