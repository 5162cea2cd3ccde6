//! Japanese.

use super::{Text, Words};

pub(super) const WORDS: Words = Words {
    nameless: "ご担当者",
    button: "iPhone または iPad を設定する",
    link_note: "ボタンが使えない場合は、次のアドレスを iPhone または iPad で開いてください。",
    qr_note: "パソコンでお読みの場合は、iPhone または iPad のカメラでこのコードを読み取ってください。",
    code_note: "または、端末で {{enroll}} を開き、コード {{code}} を入力してください。",
    help_note: "ご不明な点は {{inviter}} までお問い合わせください。",
    sender_note: "このメッセージは {{organization}} の {{inviter}} の依頼により送信されました。",
    stranger_note: "お心当たりのない場合は、何もする必要はありません。",
    until: "{{year}}年{{month}}{{day}}日（{{weekday}}）{{time}}（{{zone}}）まで",
    until_short: "{{year}}/{{month2}}/{{day2}} {{time}}まで",
    always: "無期限",
    weekdays: ["月", "火", "水", "木", "金", "土", "日"],
    months: ["1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"],
};

pub(super) const INVITATION: Text = Text {
    subject: "{{organization}}：iPhone または iPad の設定のお願い",
    body: "
{{recipient}} 様

{{inviter}} より、{{organization}} で使う iPhone または iPad の設定のご案内です。

所要時間は約 5 分です。端末をお手元にご用意のうえ、iPhone または iPad で次のページを開いてください。

{{link}}

設定の流れ

- ページの案内に沿って「管理プロファイル」をインストールします。各手順の前に、何が行われるかを説明します。
- プロファイルにより、{{organization}} が端末のメール、Wi-Fi、アプリを設定できるようになります。
- {{organization}} が端末の何を見ることができ、何を見ることができないかも、ページでご確認いただけます。

このリンクはご本人専用です。有効期限：{{expiry}}。ほかの方に転送しないでください。
",
    sms: "{{organization}}：iPhone/iPadの設定をお願いします {{link}} 期限：{{expiry}}",
};

pub(super) const REMINDER: Text = Text {
    subject: "{{organization}}：iPhone または iPad の設定について（再送）",
    body: "
{{recipient}} 様

{{inviter}} よりご案内した、{{organization}} で使う iPhone または iPad の設定がまだ完了していません。所要時間は約 5 分です。

iPhone または iPad で次のページを開いてください。

{{link}}

このリンクはご本人専用です。有効期限：{{expiry}}。すでに設定がお済みの場合は、何もする必要はありません。
",
    sms: "{{organization}}：iPhone/iPadの設定がまだ完了していません {{link}} 期限：{{expiry}}",
};

pub(super) const CODE: Text = Text {
    subject: "{{organization}}：確認コードのお知らせ",
    body: "
{{recipient}} 様

{{organization}} で使う iPhone または iPad を設定するためのコードです。

{{code}}

コードを求めているページにのみ入力してください。{{organization}} の担当者がコードをお尋ねすることはありません。お心当たりのない場合は、このメッセージを無視してください。
",
    sms: "{{organization}}の確認コード：{{code}} 他の人に教えないでください。",
};
