//! Pages as portals write them, and pages nobody should write.

use super::*;

const LOGIN: &str = r#"<!doctype html><html><head><title>Log in – Example &amp; Sons</title>
<script>if (a < b) { document.write("<form><input type=password name=no></form>") }</script></head>
<body><!-- <a href="/no.mobileconfig">no</a> --><h1>Set up <em>your</em> device</h1>
<form action="/search"><input name="q"></form>
<form method="post" action="/enroll/login?a=1&amp;b=2" novalidate>
<div role="alert"><svg><path d="M0 0"/></svg><p>Wrong username&#39;s
 password</p></div><div role=alert hidden><div>never</div> seen</div>
<input type="hidden" name="ticket" value="a&quot;b">
<input id=u name=username value="" type="text" autocomplete="section-a username" required>
<input name="password" type="PASSWORD" autocomplete="current-password" required>
<input type=checkbox name=remember value=yes><input type=checkbox name=terms required>
<button class="button" type="submit"> Log   in </button></form>
<a class="plain button" href='/enroll/install'>Contin<b>ue</b></a>
<a href=/enroll/profile/abc.mobileconfig?x=1>Download</a></body></html>"#;

fn pair(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

#[test]
fn a_page_is_read_as_a_person_sees_it() {
    let page = Document::read(LOGIN);
    assert_eq!(page.title, "Log in – Example & Sons");
    assert!(page.text.contains("Set up your device"), "{}", page.text);
    assert!(!page.text.contains("document.write") && !page.text.contains("seen"), "{}", page.text);
    assert_eq!(page.alert.trim(), "Wrong username's password");
}

#[test]
fn a_login_is_filled_in_and_hidden_fields_are_kept() {
    let page = Document::read(LOGIN);
    let form = page.login().unwrap();
    assert_eq!((form.action.as_str(), form.is_post), ("/enroll/login?a=1&b=2", true));
    assert_eq!(form.button.trim(), "Log in");
    let sent = form.filled_in("ada", "s3cret");
    let expected =
        [pair("ticket", "a\"b"), pair("username", "ada"), pair("password", "s3cret"), pair("terms", "on")];
    assert_eq!(sent, expected);
}

#[test]
fn links_keep_their_address_and_their_prominence() {
    let page = Document::read(LOGIN);
    let [on, profile] = page.links.as_slice() else { panic!("{:?}", page.links) };
    assert_eq!((on.href.as_str(), on.is_prominent), ("/enroll/install", true));
    assert_eq!(page.profile(), Some(profile));
    assert_eq!(profile.href, "/enroll/profile/abc.mobileconfig?x=1");
}

#[test]
fn selects_and_text_areas_are_sent_with_their_values() {
    let html = "<form><select name=site><option value=a>A<option value=b selected>B</select>\
                <textarea name=note>1 &lt; 2</textarea><input name=off disabled value=1></form>";
    let page = Document::read(html);
    assert_eq!(page.forms[0].agreed(), [pair("site", "b"), pair("note", "1 < 2")]);
}

#[test]
fn damaged_pages_are_read_to_their_end() {
    for html in [
        "<",
        "<a",
        "<a href=",
        "<a href=\"x",
        "</",
        "<!--",
        "&",
        "&#x110000;",
        "<é>é<",
        "a<b",
        "<a =b>",
        "<script>",
    ] {
        let page = Document::read(html);
        assert!(page.links.is_empty() && page.forms.is_empty(), "{html}");
    }
}

#[test]
fn a_one_time_code_goes_where_a_phone_would_offer_it() {
    let page = Document::read(
        r#"<form method="post" action="/search"><input name="q"></form>
        <form method="post" action="/enroll/code"><input type="hidden" name="a" value="1">
        <input name="code" inputmode="numeric" autocomplete="one-time-code"><button>Continue</button></form>"#,
    );
    let form = page.code().unwrap();
    assert_eq!(form.with_code("123456"), [pair("a", "1"), pair("code", "123456")]);
    assert_eq!(Document::read(LOGIN).code(), None);
}
