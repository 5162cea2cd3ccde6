### The texts of the enrollment portal, in Japanese.

## page

page-title = デバイスを設定
page-step = ステップ{ $step }/{ $steps }
page-help-heading = お困りですか？
page-language = 言語

## language

language-title = 言語を選択
language-text = このデバイスのページが選択した言語で表示されます。ほかは何も変わりません。
language-back = 戻る

## login

login-title = ログイン
login-text = { $organization }から受け取ったアカウントでログインしてください。
login-invited-text = { $inviter }から招待されています。{ $organization }から受け取ったアカウントでログインしてください。
login-invited-by-name-text = { $inviter }から**{ $recipient }**さんへの招待です。{ $organization }から受け取ったアカウントでログインしてください。
login-username = ユーザ名
login-password = パスワード
login-button = ログイン
login-note-text = このあと2ステップ先でご自身がプロファイルをインストールするまで、このデバイスは何も変わりません。
login-invited-note-text = ご自身がプロファイルをインストールするまで、このデバイスは何も変わりません。
login-code-link = コードをお持ちの方
login-leave-button = この招待を使わずに続ける
login-username-missing = ユーザ名を入力してください。
login-password-missing = パスワードを入力してください。
login-refused = ユーザ名またはパスワードが正しくないか、このアカウントはここでは使用できません。
login-throttled = 試行回数が多すぎます。{ $wait }にもう一度お試しください。
login-nothing-offered = お使いのアカウントではデバイスを設定できません。管理者に許可を依頼してください。
login-personal-only = お使いのアカウントで設定できるのは個人所有のデバイスだけです。このページではなく「設定」で追加します。管理者にお尋ねください。
login-settings-instead = 組織のデバイスはこのページでは設定しません。デバイスで「設定」›「一般」›「VPNとデバイス管理」を開き、「職場または学校アカウントにサインイン」を選択してください。
login-administrator-instead = 組織のデバイスはこのページでは設定しません。設定方法は管理者にお尋ねください。
login-directory-silent = { $organization }のディレクトリが応答しないため、登録されている方は現在ログインできません。数分後にもう一度お試しください。ローカルアカウントは使用できます。お持ちの場合は、ユーザ名とパスワードをご確認ください。
login-provider-button = { $provider }でログイン
login-provider-or = またはユーザ名とパスワードで
login-leaving-title = { $provider }に移動します
login-leaving-text = { $provider }でログインすると、自動的にこちらに戻ります。
login-leaving-button = { $provider }に進む
login-passwords-off = ここではパスワードを使用できません。上のボタンでログインしてください。
login-provider-off-text = 現在この方法ではログインできません。戻って別の方法を選択してください。
login-provider-over-text = このログインはすでに使用されたか、10分以上かかったか、別のブラウザで開始されました。最初からやり直してください。
login-provider-declined-text = 移動先でログインがキャンセルまたは拒否されました。もう一度始めるか、お問い合わせください。
login-provider-unverified-text = 返された内容を確認できなかったため、ログインは行われていません。もう一度始めてください。繰り返す場合は、参照コードを伝えてお問い合わせください。
login-provider-nameless-text = ユーザ名を受け取れませんでした。参照コードを伝えてお問い合わせください。

## ownership

ownership-title = このデバイスの所有者は？
ownership-text = それによって、{ $organization }がこのデバイスで確認できることや行えることが決まります。
ownership-institutional-title = { $organization }のものです
ownership-institutional-button = 組織所有
ownership-personal-title = 自分のものです
ownership-personal-button = 個人所有
ownership-not = できないこと:
ownership-personal-can-facts = 機種、iOSのバージョン、仕事用のアプリを見る
ownership-personal-can-set-up = 仕事用のアカウント、ネットワーク、アプリを設定する
ownership-personal-can-remove = 組織が設定したものを取り除く
ownership-personal-cannot-identify = シリアル番号や電話番号を見る
ownership-personal-cannot-see = 個人のアプリ、写真、メッセージ、現在地を見る
ownership-personal-cannot-erase = デバイスを消去する、またはパスコードを解除する
ownership-note-text = わからない場合は、誰が購入したかを考えるか、渡してくれた方にお尋ねください。このページにはあとで戻れます。
ownership-fault = どちらか1つを選択してください。

## eula

eula-title = 同意事項
eula-text = デバイスを設定する前に、次の内容を読んで同意してください（{ $organization }からのお願いです）。
eula-button = 同意する
eula-refuse-button = 同意しない

## sites

site-title = サイトを選択
site-text = このデバイスはどこに属しますか？
site-legend = サイト
site-none = サイトなし
site-note-text = わからない場合は、アカウントを渡してくれた方にお尋ねください。
site-button = 続ける
site-fault = この中から1つを選択してください。

## certificate

certificate-title = 証明書をインストール
certificate-text = この証明書により、通信相手が間違いなく{ $organization }であることをデバイスが確認できます。ここでダウンロードし、8分以内に「設定」でインストールしてください。
certificate-fetched-text = 次に「**設定**」を開き、「**プロファイルがダウンロード済み**」をタップしてインストールしてください。終わったらここに戻って続けてください。
certificate-tap-install-text = 右上にあります。パスコードを入力し、もう一度「**インストール**」をタップしてから「**完了**」をタップします。
certificate-button = 証明書をダウンロード
certificate-again-button = もう一度ダウンロード
certificate-next-button = インストールしました：続ける

## institutional-mdm

install-title = プロファイルをインストール
install-later-title = もうすぐ完了です
install-text = ここでダウンロードし、「設定」でインストールしてください。iOSがプロファイルを保持するのは8分間です。
install-fetched-text = 次に「**設定**」を開き、「**プロファイルがダウンロード済み**」をタップしてください。終わったらここに戻ってください。進み具合はこのページに表示されます。
install-connecting-text = デバイスが接続しています。そのまましばらく電源を切らずにお待ちください。
install-button = プロファイルをダウンロード
install-again-button = もう一度ダウンロード
install-logout-button = ログアウトして最初からやり直す
install-clock-text = このデバイスの時計がずれています。「**設定 › 一般 › 日付と時刻**」で合わせてください。合っていないとインストールに失敗します。
install-before = { $time }までにインストールしてください
install-left = インストールの残り時間
install-gone = iOSがプロファイルを破棄しました。もう一度ダウンロードしてください。
progress-title = 進み具合
progress-logged-in = ログイン済み
progress-profile-fetched = プロファイル取得済み
progress-certificate-issued = 証明書発行済み
progress-checked-in = デバイスが接続済み
progress-enrolled = 登録済み
progress-done = 完了
progress-now = 進行中
progress-to-come = このあと
tap-title = タップするところ
tap-allow-title = ダウンロードを許可する
tap-allow-text = Safariの確認画面で「**許可**」をタップし、メッセージを閉じます。
tap-settings-title = 「設定」を開く
tap-settings-text = 上の方にある「**プロファイルがダウンロード済み**」をタップします。表示されない場合は「**一般 › VPNとデバイス管理**」を確認してください。
tap-install-title = 「インストール」をタップする
tap-install-text = 右上にあります。
tap-passcode-title = パスコードを入力する
tap-passcode-text = このデバイスのロックを解除するパスコードです。そのあと、もう一度「**インストール**」をタップします。
tap-trust-title = リモート管理を信頼する
tap-trust-text = 「**信頼**」をタップし、次に「**完了**」をタップして、このページに戻ります。
ios-ignore = 無視
tap-allow-opens-text = Safariの確認画面で「**許可**」をタップします。「設定」が自動的に開きます。
tap-settings-before-15-text = 上の方にある「**プロファイルがダウンロード済み**」をタップします。表示されない場合は「**一般 › プロファイルとデバイス管理**」を確認してください。
tap-settings-ipad-text = 横の一覧の上の方にある「**プロファイルがダウンロード済み**」をタップします。表示されない場合は「**一般 › VPNとデバイス管理**」を確認してください。
tap-warning-title = 内容を確認する
tap-warning-text = プロファイルが行うことをiOSが説明します。もう一度「**インストール**」をタップします。
drawing-other-title = 画面が違いますか？
drawing-other-text = お使いのデバイスのバージョンを選択してください。
ios-generation-26 = iOS 26以降
ios-generation-18 = iOS 18
ios-generation-15 = iOS 15〜17
ios-generation-12 = iOS 12〜14
ios-generation-10 = iOS 10または11
ios-generation-ipad = iPad
drawing-allow = Safariがプロファイルのダウンロードの許可を求めています。2つの選択肢のうち「許可」に印が付いています。
drawing-profile-downloaded = 「設定」の一覧です。上の方の「プロファイルがダウンロード済み」の行に印が付いています。
drawing-install = 「設定」のプロファイルです。上の「インストール」に印が付いています。
drawing-passcode = iOSがデバイスのパスコードを求めています。
drawing-warning = プロファイルが行うことをiOSが説明しています。上の「インストール」に印が付いています。
drawing-trust = リモート管理を信頼するかをiOSが確認しています。2つの選択肢のうち「信頼」に印が付いています。
drawing-general = 「設定」の「一般」です。「情報」の行に印が付いています。
drawing-about = 「設定」の「情報」です。一番下の「証明書信頼設定」の行に印が付いています。
drawing-trust-switch = 「証明書信頼設定」です。証明書の横のスイッチがオンになり、印が付いています。
drawing-device-management = 「設定」の「一般」です。プロファイルの行に印が付いています。
drawing-sign-in = 「設定」の「VPNとデバイス管理」です。職場または学校アカウントにサインインする行に印が付いています。
install-help-title = 何も起こりませんか？
install-help-row-text = **「設定」に行が表示されない場合** iOSがプロファイルを保持するのは8分間で、最後の1つだけです。もう一度ダウンロードし、「**一般 › VPNとデバイス管理**」も確認してください。
install-help-managed-text = **それでも行が表示されない場合や、「インストール」が反応しない場合** デバイスがすでに学校や職場、スクリーンタイムで管理されている可能性があります。まず管理者に解除してもらう必要があります。「**一般 › VPNとデバイス管理**」を確認してください。
install-help-stolen-text = **盗難デバイスの保護**がオンの場合、顔または指紋の認証が求められ、よく知っている場所以外では1時間待つことがあります。待つか、自宅や職場で行うか、「**設定 › Face IDとパスコード**」でしばらくオフにしてください。
install-help-lockdown-text = **ロックダウンモード**ではプロファイルをインストールできません。デバイスの設定が終わるまで「**設定 › プライバシーとセキュリティ**」でオフにしてください。
install-help-clock-text = **日付や時刻が正しくない**とインストールに失敗します。「**設定 › 一般 › 日付と時刻**」で「**自動設定**」をオンにしてください。
install-help-vpn-text = **VPNやフィルタ**が原因でデバイスがサーバに接続できないことがあります。すべて完了するまでオフにしてください。
ios-allow = 許可
ios-settings = 設定
ios-profile-downloaded = プロファイルがダウンロード済み
ios-install-profile = プロファイルをインストール
ios-install = インストール
ios-cancel = キャンセル
ios-enter-passcode = パスコードを入力
ios-remote-management = リモート管理
ios-trust = 信頼
ios-warning = 警告
ios-general = 一般
ios-about = 情報
ios-certificate-trust-settings = 証明書信頼設定
ios-vpn-and-device-management = VPNとデバイス管理
ios-profiles-and-device-management = プロファイルとデバイス管理
ios-sign-in = 職場または学校アカウントにサインイン…

## user-enrollment-mdm

personal-title = 「設定」で続ける
personal-text = 個人のデバイスは、このページではなく「設定」で追加します。ダウンロードするものはありません。
personal-step-settings = 「**設定 › 一般 › VPNとデバイス管理**」を開きます。
personal-step-sign-in = 「**職場または学校アカウントにサインイン**」をタップします。
personal-step-account = 管理対象Apple Accountを入力します：{ $address }
personal-step-account-unknown = { $organization }から受け取った管理対象Apple Accountを入力します。
personal-step-follow = ここと同じようにログインし、デバイスの表示に従います。
personal-version-text = iOS 15またはiPadOS 15以降が必要です。
personal-privacy-link = { $organization }から見える情報
personal-back-link = 自分のデバイスではありません
personal-logout-button = このページからログアウト
privacy-title = あなた自身のデバイスと{ $organization }
privacy-text = ご自身のデバイスで仕事用のアカウントにサインインすると、iOSは仕事とそれ以外を分けて扱います。具体的には次のとおりです。
privacy-sees-title = { $organization }から見える情報
privacy-sees-model = 機種、iOSのバージョン、デバイスの名前
privacy-sees-account = 管理対象Apple Accountと、デバイスが最後に接続した日時
privacy-sees-apps = 組織がインストールしたアプリ、プロファイル、証明書
privacy-sees-state = パスコードの有無と、ストレージの空き容量
privacy-sees-not-title = { $organization }から見えない情報
privacy-sees-not-identifiers = シリアル番号、UDID、IMEI、電話番号（iOSは、登録の終了とともに無効になる番号を代わりに渡します）
privacy-sees-not-apps = そのほかのアプリや、個人のApple Account
privacy-sees-not-content = 写真、メッセージ、メール、通話、閲覧したWebサイト
privacy-sees-not-place = デバイスのある場所
privacy-does-title = { $organization }ができること
privacy-does-set-up = 仕事用のアカウント、ネットワーク、アプリを設定する
privacy-does-passcode = 6桁のパスコードを求める
privacy-does-remove = 組織が設定したものを、データとともに取り除く
privacy-does-not-title = { $organization }ができないこと
privacy-does-not-erase = デバイスや、個人のデータを消去する
privacy-does-not-unlock = パスコードを解除する、またはデバイスのロックを解除する
privacy-does-not-rule = アプリを禁止する、またはデバイス全体の設定を変更する
privacy-end-text = いつでも終了できます。「**設定 › 一般 › VPNとデバイス管理**」でサインアウトしてください。仕事用に設定されたものは取り除かれ、それ以外はすべて残ります。
privacy-back-link = 戻る

## complete

complete-title = すべて完了しました
complete-text = このデバイスは{ $organization }によって管理されています。お使いいただけます。
complete-facts-title = 設定された内容
complete-managed-by = 管理元
complete-assigned-to = 割り当て先
complete-ownership = 所有区分
complete-since = 開始日時
complete-institutional = 組織所有
complete-personal = 個人所有
complete-know-title = 知っておくと便利なこと
complete-arrives = アカウント、ネットワーク、アプリは数分のうちに自動的に届きます。
complete-where = プロファイルは「**設定 › 一般 › VPNとデバイス管理**」にあります。
complete-ask = ご質問は{ $organization }の管理者にお尋ねください。
complete-logout-button = このページからログアウト
complete-close-text = このページを閉じてかまいません。
failed-title = うまくいきませんでした
failed-reference = 参照コード
stop-challenge-used = このプロファイルはすでに使用されています。「設定」に残っている場合は削除し、ここで新しいものをダウンロードしてください。
stop-challenge-expired = プロファイルのインストールが間に合いませんでした。もう一度ダウンロードし、8分以内にインストールしてください。
stop-request-refused = このデバイスは証明書を取得できませんでした。最新のiOSにアップデートしてから、もう一度プロファイルをダウンロードしてください。
stop-other-device = プロファイルは別のデバイスで使用されました。登録したいデバイスで最初からやり直してください。
stop-wrong-topic = 登録中に組織の設定が変更されました。ここでログアウトし、最初からやり直してください。
stop-invitation-used-up = その間に、招待がほかのデバイスで使用されました。招待した方に新しい招待を依頼してください。
stop-other-serial-number = この招待は別のデバイス用です。対象のデバイスで使用するか、新しい招待を依頼してください。
stop-serial-number-not-admitted = 組織にこのデバイスの記録がありません。「設定」›「一般」›「情報」にあるシリアル番号を管理者に伝えてから、最初からやり直してください。
stop-other-way = このデバイスは、指定とは異なる方法で登録されました。「設定」›「一般」›「VPNとデバイス管理」で最初からやり直してください。
stop-not-signed-in = このデバイスでサインインが確認できませんでした。「設定」›「一般」›「VPNとデバイス管理」で最初からやり直してください。
stop-os-too-old = このデバイスのシステムは、組織が認めるものより古いバージョンです。「設定」›「一般」›「ソフトウェアアップデート」でアップデートしてから、もう一度プロファイルをダウンロードしてください。
stop-model-not-admitted = 組織ではこの機種のデバイスを管理していません。別のデバイスを使用するか、管理者にお尋ねください。
stop-re-enrollment-refused = このデバイスは、組織の記録では別の方のものです。設定し直せるのは、その方か管理者だけです。管理者にお尋ねください。

## welcome

welcome-title = これから行うこと
welcome-text = これから{ $organization }がこのデバイスを管理します。3分ほどかかります。
welcome-you-title = あなた
welcome-by-invitation = 招待による
welcome-not-you-button = 別の方ですか？
welcome-steps-title = 3つのステップ
welcome-four-steps-title = 4つのステップ
welcome-step-certificate = **証明書をインストール**してオンにし、このデバイスがサーバを信頼できるようにします。
welcome-step-download = このページから**プロファイルをダウンロード**します。
welcome-step-install = パスコードを使って「設定」で**インストール**します。タップするところを順にご案内します。
welcome-step-back = **ここに戻ります**。すべて完了すると、このページでお知らせします。
welcome-can-title = { $organization }ができるようになること
welcome-can-facts = 機種、シリアル番号、iOSのバージョン、ストレージを見る
welcome-can-apps = インストールされているアプリを見る
welcome-can-set-up = 仕事用のアカウント、ネットワーク、アプリを設定する
welcome-can-erase = デバイスをロックする、パスコードを解除する、または消去する
welcome-cannot-title = { $organization }ができないこと
welcome-cannot-messages = メッセージ、メール、メモを読む
welcome-cannot-photos = 写真や閲覧したWebサイトを見る
welcome-cannot-passwords = 会話を聞く、またはパスワードを見る
welcome-institutional-text = このデバイスは組織所有として設定されます。ここでやめることもできます。プロファイルをインストールするまで何も変わりません。
welcome-personal-text = このデバイスは個人所有として設定されます。ここでやめることもできます。プロファイルをインストールするまで何も変わりません。
welcome-button = 続ける

## user

user-title = ユーザに割り当て
user-heading = どなたが使いますか？
user-text = このデバイスを使う方を検索してください。
user-field = ユーザ名、名前、またはメールアドレス
user-search-button = 検索
user-found = 見つかりました
user-too-short = 2文字以上入力してください。
user-nobody = 「{ $searched }」では誰も見つかりません。入力内容をご確認ください。
user-silent = 現在検索できません。1分後にもう一度お試しください。
user-unknown = この方はディレクトリに見つからなくなりました。もう一度検索してください。
user-not-all = 一部の方を検索できませんでした。応答なし：{ $directories }
user-count = { $count ->
   *[other] { $count }人
}
user-assign-button = 割り当て
user-assign-to = { $name }さんに割り当て
user-so-far = 現在、このデバイスは{ $name }さん用です。
user-so-far-nobody = 現在、このデバイスを使う方は決まっていません。
user-keep-link = このままにする
user-blank-button = ユーザなしで続ける

## code

code-title = コードを入力
code-text = **{ $address }**に6桁の数字を送信しました。10分間有効です。
code-field = コード
code-button = 続ける
code-again-button = コードを再送信
code-sent-again = 新しいコードを送信しました。最新のものだけが有効です。
code-note-text = 届きませんか？ そのアドレスや番号を現在もお使いかどうかを確認し、招待した方にお尋ねください。
code-stop-button = ここでやめる
code-missing = 6桁の数字を入力してください。
code-refused = このコードは正しくないか、10分を過ぎています。
code-used-up = コードの回数が多すぎます。招待からやり直してください。

## approval

approval-title = 承認を待っています
approval-text = 招待した方に通知しました。このデバイスについて判断が行われます。何もする必要はありません。
approval-yours = あなたの手続きは完了
approval-theirs = 担当者が承認
approval-then = プロファイルをインストール
approval-note = このページは自動的に進みます。離れても、あとでこのブラウザに戻れば続けられます。
approval-button = もう一度確認
approval-stop-button = ここでやめる

## reenrollment

known-title = 登録済みのデバイスです
known-text = この{ $kind }は以前に設定されています。**{ $user }**さんのものです。
known-kind = デバイス
known-facts-title = 変更される内容
known-device = デバイス
known-now = 現在の使用者
known-then = 今後の使用者
known-same = 引き続き{ $user }さんのもので、あらためて設定されます。
known-becomes = { $becomes }さんのものになります。{ $user }さんが組織から受け取ったものは、このデバイスから取り除かれます。
known-stays = 管理者が変更を確認するまで、記録上は{ $user }さんのままです。
known-nobody = 記録上、使用者なしになります。
known-refused = 設定し直せるのは{ $user }さんか管理者だけです。管理者にお尋ねください。
known-button = はい、設定します
known-other-button = 別のデバイスです
known-stop-button = ここでやめる

## invitation

invitation-title = 招待が届いています
invitation-text = **{ $inviter }**から、{ $organization }でこのデバイスを設定するよう招待されています。
invitation-for = 宛先
invitation-from = 招待した方
invitation-ends = 有効期限
invitation-steps-title = これから行うこと
invitation-step-login = { $organization }から受け取ったアカウントで**ログイン**します。
invitation-step-code = { $address }に送信される**コードを入力**します。
invitation-step-approval = { $inviter }がこのデバイスを**承認**します。
invitation-step-install = 「設定」で**プロファイルをインストール**します。タップするところを順にご案内します。
invitation-step-managed = そのあと、{ $organization }が**このデバイスを管理**します。その内容は事前に確認できます。
invitation-note-text = ご自身がプロファイルをインストールするまで、このデバイスは何も変わりません。
invitation-button = 続ける
invitation-leave-button = 自分宛てではありません
invitation-computer-text = **{ $inviter }**から、{ $organization }でデバイスを設定するよう招待されています。設定するiPhoneまたはiPadをご用意ください。
invitation-browser-text = **{ $inviter }**から、{ $organization }でデバイスを設定するよう招待されています。iOSがプロファイルを確実に受け取れるのはSafariだけです。現在お使いなのは{ $browser }です。
invitation-message-title = 届いたメッセージを使う
invitation-browser-back = 招待のメッセージに戻ります。
invitation-browser-copy = リンクを長押しして**コピー**します。
invitation-browser-paste = **Safari**を開き、アドレスバーにリンクをペーストして移動します。
invitation-computer-open = 招待のメッセージを**そのデバイスで**開きます。
invitation-computer-tap = メッセージ内のリンクをタップします。**Safari**で開きます。
invitation-code-title = またはメッセージのコードを使う
invitation-code-address = Safariで{ $address }を開きます。
invitation-code-address-or-picture = Safariで{ $address }を開くか、下の画像にカメラを向けます。
invitation-code-tap = 「**コードをお持ちの方**」をタップします。
invitation-code-type = メッセージのコードを入力します。
code-entry-title = コードを入力
code-entry-text = 英数字10文字です。招待のリンクの下か、手続きを始めたもう一方のデバイスに表示されています。
code-entry-field = コード
code-entry-button = 続ける
code-entry-note-text = 大文字と小文字、ハイフンの有無は区別されません。
code-entry-none-link = コードを持っていません
code-entry-missing = コードを入力してください。
code-entry-unknown = このリンクまたはコードは無効です。ご確認いただくか、招待した方に新しいものを依頼してください。
invitation-unknown-title = このリンクは無効です
invitation-unknown-text = 対応する招待がありません。リンクやコードが途中で切れていないか確認するか、招待した方に新しいものを依頼してください。
invitation-expired-title = 招待の有効期限が切れています
invitation-expired-text = この招待は期間限定で、その期間は終了しました。
invitation-revoked-title = 招待は取り消されました
invitation-revoked-text = 招待した方が取り消したため、使用できなくなりました。
invitation-paused-title = 招待は一時停止中です
invitation-paused-text = 現在は使用できません。リンクは引き続き有効です。あとでもう一度試すか、招待した方にお尋ねください。
invitation-used-up-title = 招待は使用済みです
invitation-used-up-text = この招待で設定できる台数のデバイスが、すでに設定済みか、現在設定中です。
invitation-outside-hours-title = しばらくしてからお越しください
invitation-outside-hours-text = この招待は決まった時間帯だけ使用でき、今はその時間外です。リンクは引き続き有効です。時間帯は招待した方にお尋ねください。
invitation-other-person-title = この招待は別の方宛てです
invitation-other-person-text = 招待の送信先のアカウントでログインするか、招待した方にご自身宛ての招待を依頼してください。
invitation-other-person = この招待は別の方宛てです。招待の送信先のアカウントでログインしてください。
invitation-ask-button = 新しいリンクを依頼
invitation-ask-note-text = { $inviter }に通知され、対応が判断されます。
invitation-told-title = { $inviter }に通知しました
invitation-told-text = 新しいメッセージが送信されると、お手元に届きます。このページを閉じてかまいません。
invitation-asked-title = すでに依頼済みです
invitation-asked-text = 新しいリンクの依頼は{ $inviter }に届いています。
invitation-again-button = もう一度試す
invitation-without-button = この招待を使わずに続ける

## browser

browser-title = Safariで開く
browser-heading = このページをSafariで開いてください
browser-text = デバイスの設定にはプロファイルが必要で、iOSがプロファイルを確実に受け取れるのはSafariだけです。現在お使いなのは{ $browser }です。
browser-step-copy = 下のリンクをコピーします。
browser-step-open = **Safari**を開きます。
browser-step-paste = アドレスバーにリンクをペーストして移動します。
browser-link = リンク
browser-copy-button = リンクをコピー
browser-copied = コピーしました
browser-camera = 別のデバイスのカメラを使う
browser-anyway-link = このままこのブラウザで試す
browser-qr = このページのアドレスのQRコード
browser-of-app = { $app }の内蔵ブラウザ
browser-of-some-app = アプリの内蔵ブラウザ
browser-google-app = Googleアプリ
computer-title = iPhoneまたはiPadで続ける
computer-text = iPhoneまたはiPadのカメラをこのコードに向け、表示されるリンクをタップしてください。
computer-address = または、Safariで次のアドレスを入力
computer-android-text = Androidデバイスはここでは設定しません。設定したいiPhoneまたはiPadのカメラをこのコードに向け、表示されるリンクをタップしてください。
browser-open-button = Safariで開く
browser-open-text = 何も起こらない場合は、次の手順で進めてください。
computer-ipad-link = これが設定したいiPadです
unsuited-title = このデバイスは対象外の可能性があります
unsuited-old-text = お使いのデバイスはiOS { $version }のようですが、{ $organization }では{ $minimum }以降が必要です。「**設定 › 一般 › ソフトウェアアップデート**」でアップデートしてから、ここに戻ってください。
unsuited-kind-text = お使いのデバイスは{ $kind }のようですが、{ $organization }では管理していません。
unsuited-go-on-link = このまま続ける
closed-title = このページでは設定しません

## trust

trust-title = 証明書をオンにする
trust-text = 手動でインストールした証明書は、オンにするまでデバイスに信頼されません。「**設定 › 一般 › 情報 › 証明書信頼設定**」を開いてください。
trust-waiting = オンになるのを待っています。このページは自動的に進みます。
trust-untrusted = まだオンになっていません。2秒ごとに確認しています。
trust-offline = 現在、このデバイスはサーバに接続できません。
trust-trusted = オンになりました。プロファイルに進みます…
trust-tap-about-title = 設定 › 一般 › 情報
trust-tap-about-text = 「**設定**」で「**一般**」をタップし、一番上の「**情報**」をタップします。
trust-tap-settings-title = 証明書信頼設定
trust-tap-settings-text = 一番下までスクロールし、「**証明書信頼設定**」をタップします。
trust-tap-switch-title = オンにする
trust-tap-switch-text = 「**{ $certificate }**」をオンにし、「**続ける**」をタップして、このページに戻ります。
trust-button = オンにしました：続ける
trust-anyway-button = このまま続ける
trust-missing-text = 「証明書信頼設定」が表示されない場合は、証明書がまだインストールされていません。
trust-back-link = 証明書をインストール

## handover

handover-title = iPhoneまたはiPadで続ける
handover-link = 別のデバイスで続ける
handover-elsewhere-title = 設定したいのはこのデバイスですか？
handover-elsewhere-text = プロファイルは、iPhoneまたはiPadそのものにインストールします。ここまでの内容を引き継げるので、もう一度ログインする必要はありません。
handover-text = ここで始めた手続きを別のデバイスで続けられます。もう一度ログインする必要はありません。このページには進み具合だけが表示されます。
handover-invitation-text = 招待も引き継がれます。
handover-button = コードを表示
handover-scan-text = iPhoneまたはiPadのカメラをこの画像に向け、表示されるリンクをタップしてください。
handover-qr = 別のデバイスで続けるためのQRコード
handover-code-title = またはコードを入力
handover-code-address = Safariで{ $address }を開きます。
handover-code-tap = 「**コードをお持ちの方**」をタップします。
handover-code-type = 次のコードを入力します：
handover-until = { $time }まで、1回だけ使用できます。
handover-left = 残り時間
handover-waiting = デバイスを待っています…
handover-late-text = コードの有効期間の10分が過ぎました。
handover-again-button = 新しいコードを表示
handover-safari-text = Safariで続けてください。今のところから始められます。
handover-safari-button = Safariで開く
handover-safari-else-text = 何も起こらない場合は、リンクをコピーして**Safari**を開き、アドレスバーにペーストしてください。
handover-stay-link = ここで続ける
handover-gone-title = 別のデバイスで続いています
handover-gone-text = 残りの手続きは別のデバイスで行います。このページには進み具合が表示されます。いつ閉じてもかまいません。
handover-gone-invitation-text = 招待は別のデバイスで開いています。このページを閉じてかまいません。
handover-enrolled-title = 別のデバイスの設定が完了しました
handover-enrolled-text = そのデバイスは{ $organization }によって管理されています。このページを閉じてかまいません。
handover-stopped-text = うまくいかないことがありました。どうすればよいかは、別のデバイスに表示されています。
handover-leave-button = ここで新しく始める
handover-take-title = ここで続けますか？
handover-take-text = **{ $person }**さんがデバイスの設定を始めました。中断したところから、ここで続けます。
handover-take-invited-text = 別のデバイスで招待が開かれました。ここで続けます。
handover-take-note-text = ご自身でこのコードを作成した場合だけ続けてください。プロファイルをインストールするまで、このデバイスは何も変わりません。
handover-take-button = ここで続ける
handover-refuse-button = 自分宛てではありません
handover-taken-title = このコードは使用済みです
handover-taken-text = コードは1回だけ使用できます。表示したデバイスで新しいコードを作成してください。
handover-expired-title = このコードは期限切れです
handover-expired-text = コードの有効期間は10分です。表示したデバイスで新しいコードを作成してください。
handover-over-title = 続けるものがありません
handover-over-text = このコードの手続きは終了したか、別の場所で続いています。最初から始めてください。
handover-replaced-text = 以前このブラウザで始めた手続きは終了し、新しく始まりました。

## ended

ended-checked-out-title = 管理は終了しました
ended-checked-out-text = プロファイルがデバイスから削除されたため、管理されなくなりました。もう一度設定できます。
ended-superseded-title = あらためて設定されました
ended-superseded-text = その後、このデバイスはもう一度設定されました。このページは以前の手続きのものです。
ended-withdrawn-title = アカウントが変更されました
ended-withdrawn-text = 手続き中にアカウントが閉鎖されたか、パスワードが変更されました。もう一度ログインして、最初からやり直してください。
ended-logged-out-title = ログアウトしました
ended-logged-out-text = ダウンロード済みのプロファイルは無効になりました。もう一度ログインして、最初からやり直してください。
ended-invitation-revoked-title = 招待は取り消されました
ended-invitation-revoked-text = 組織が招待を取り消したか、一時停止しました。招待した方に新しい招待を依頼してください。
ended-declined-title = 承認されませんでした
ended-declined-text = 招待した方がこのデバイスを承認しませんでした。間違いだと思われる場合は、その方にお尋ねください。
ended-expired-title = 制限時間が過ぎました
ended-expired-text = 安全のため、ログインには有効時間があります。何も失われていません。もう一度ログインして続けてください。
ended-button = 最初からやり直す

## problem

problem-button = 最初に戻る
problem-reference = 参照コード
problem-reference-text = お問い合わせの際は、このコードをお伝えください。
problem-nothing-title = ここには何もありません
problem-nothing-text = このアドレスは存在しません。リンクを確認するか、最初から始めてください。
problem-method-title = ここでは操作できません
problem-method-text = 戻って、ページのボタンを使用してください。
problem-foreign-title = このページから送信されたものではありません
problem-foreign-text = 安全のため、リクエストを拒否しました。ページを開き直して、もう一度お試しください。
problem-large-title = 送信内容が大きすぎます
problem-large-text = 送信された内容は、このページで受け付けられる大きさを超えています。
problem-throttled-title = 試行回数が多すぎます
problem-throttled-text = しばらく待ってから、もう一度お試しください。
problem-unreadable-title = 読み取れませんでした
problem-unreadable-text = 戻って入力内容を確認し、もう一度お試しください。
problem-broken-title = 問題が発生しました
problem-broken-text = あなたのせいではありません。数分後にもう一度お試しください。
problem-silent-title = 応答がありません
problem-silent-text = 必要なサービスが応答しません。数分後にもう一度お試しください。
problem-busy-title = 現在混み合っています
problem-busy-text = サーバが混み合っています。数秒後にもう一度お試しください。
problem-refused-title = この操作はできません
problem-refused-text = 最初に戻って、もう一度お試しください。繰り返す場合は、管理者にお尋ねください。
problem-not-ready-text = このサーバは、デバイスを設定する準備ができていません。管理者にお尋ねください。
problem-wrong-links-title = 無効なリンクが多すぎます
problem-wrong-links-text = お使いのネットワークから、存在しないリンクへのアクセスが多数ありました。数分待ってから、最初から始めてください。
profile-unknown-title = このリンクは無効です
profile-unknown-text = このリンクに対応するプロファイルはありません。最初から始めて、そこにあるダウンロードボタンを使用してください。
profile-expired-title = このリンクは期限切れです
profile-expired-text = プロファイルをダウンロードできるのは、ログイン後の一定時間だけです。もう一度ログインして、新しいものを取得してください。
account-refused-title = 続けることができません
account-over-text = サインインに時間がかかりすぎたか、すでに終了しています。「設定」で最初からやり直してください。
account-other-text = 「設定」に入力されたのはご自身のものとは別のアカウントです。組織から受け取ったアカウントを使って、「設定」で最初からやり直してください。
account-device-text = 組織ではこの方法でこのデバイスを設定していません。「設定」›「一般」›「ソフトウェアアップデート」でアップデートするか、管理者にお尋ねください。
account-not-offered-text = ここでは「設定」でのアカウントへのサインインは利用できません。管理者にお尋ねください。
profile-used-title = このプロファイルは使用済みです
profile-used-text = このプロファイルでデバイスが設定済みです。別のデバイスを設定する場合や、このデバイスを設定し直す場合は、最初から始めてください。
profile-ended-title = この登録は終了しました
profile-ended-text = プロファイルは使用できなくなりました。もう一度ログインして、新しいものを取得してください。
profile-personal-text = 個人のデバイスは、プロファイルではなく「設定」で追加します。
profile-unanswered-text = まだ回答していない質問があります。最初に戻って、先に回答してください。
profile-settled-text = プロファイルはダウンロード済みのため、変更できなくなりました。変更するには、ログアウトして最初からやり直してください。
profile-not-offered-text = この選択肢は利用できません。最初に戻って、もう一度選択してください。

## poster

poster-title = iPhoneまたはiPadを設定
poster-lead = カメラをこのコードに向け、表示されるリンクをタップしてください。
poster-or-type = または、Safariで次のアドレスを入力
poster-step-log-in = { $organization }から受け取ったアカウントでログインします。
poster-step-download = プロファイルをダウンロードし、「設定」でインストールします。タップするところはページでご案内します。
poster-step-done = ページに戻ります。すべて完了するとお知らせします。

## time

time-exact = { $year }年{ $month }{ $day }日 { $time } UTC
time-of-day = { $time } UTC
time-in-seconds = 数秒後
time-in-moment = 1分以内
time-in-minutes = { $count ->
   *[other] { $count }分後
}
time-in-hours = { $count ->
   *[other] { $count }時間後
}
time-in-days = { $count ->
   *[other] { $count }日後
}
time-month-1 = 1月
time-month-2 = 2月
time-month-3 = 3月
time-month-4 = 4月
time-month-5 = 5月
time-month-6 = 6月
time-month-7 = 7月
time-month-8 = 8月
time-month-9 = 9月
time-month-10 = 10月
time-month-11 = 11月
time-month-12 = 12月
