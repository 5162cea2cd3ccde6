//! What messages look like, and that no value becomes more than text.

use domain::language::LANGUAGES;
use domain::message_template::{built_in_text, english_text};

use super::*;

const LINK: &str = "https://mdm.example.org/i/ABCDEFGHJKMNPQRSTVWXYZ2345678";

fn values() -> Values<'static> {
    Values {
        recipient: Some("Anna Berg"),
        link: LINK,
        code: "7KQ2-M9XT",
        expires_at: Some(Timestamp(1_752_755_520_000)), // 2025-07-17T12:32:00Z
        zone: "Europe/Stockholm",
        organization: "Example School",
        inviter: "Iris Admin",
        help: "Ask the help desk, room 12.",
    }
}

fn invitation(language: &str, values: &Values<'_>) -> Rendered {
    let text = built_in_text(MessageKind::Invitation, language).expect("a text");
    render(MessageKind::Invitation, &text, language, values)
}

fn body(body: &str, values: &Values<'_>) -> Rendered {
    let text = TemplateText {
        subject: "{{recipient}}: {{organization}}".into(),
        body: body.into(),
        sms: "{{recipient}} {{link}}".into(),
    };
    render(MessageKind::Invitation, &text, "en", values)
}

#[test]
fn an_invitation_reads_well_in_every_language() {
    for language in LANGUAGES {
        let mail = invitation(language.code, &values());
        let shown = format!("{}\n\n{}\n{}\n", mail.subject, mail.text, mail.sms);
        insta::assert_snapshot!(format!("invitation_{}_text", language.code), shown);
        insta::assert_snapshot!(format!("invitation_{}_html", language.code), mail.html);
        assert!(!mail.text.contains("{{") && !mail.html.contains("{{") && !mail.sms.contains("{{"));
    }
}

#[test]
fn the_other_messages_read_well_too() {
    let mut shown = String::new();
    for kind in MessageKind::ALL {
        let mail = render(kind, &english_text(kind), "en", &values());
        shown.push_str(&format!("# {}\n{}\n\n{}\n{}\n\n", kind.name(), mail.subject, mail.text, mail.sms));
        assert_eq!(mail.qr_png.is_empty(), !mail.html.contains("cid:qr"), "{kind:?}");
    }
    insta::assert_snapshot!("other_messages", shown);
}

#[test]
fn somebody_without_a_name_is_greeted_without_one() {
    let unnamed = Values { recipient: None, ..values() };
    assert!(invitation("en", &unnamed).text.starts_with("Hello,\n"));
    assert!(invitation("en", &unnamed).html.contains(">Hello,</p>"));
    assert!(invitation("da", &unnamed).text.starts_with("Hej\n"));
    assert!(invitation("ja", &unnamed).text.starts_with("ご担当者 様\n"));
    let blank = Values { recipient: Some(" \r\n"), ..values() };
    assert!(invitation("en", &blank).text.starts_with("Hello,\n"));
}

#[test]
fn the_expiry_is_told_by_the_recipients_clock() {
    let expiry = |zone, language| expiry::long(values().expires_at, zone, words(language));
    assert_eq!(expiry("Europe/Stockholm", "en"), "until Thursday, 17 July 2025 at 14:32 (CEST)");
    assert_eq!(expiry("Asia/Tokyo", "ja"), "2025年7月17日（木）21:32（JST）まで");
    assert_eq!(expiry("America/Sao_Paulo", "pt"), "até quinta-feira, 17 de julho de 2025, às 09:32 (UTC−3)");
    assert_eq!(expiry("Asia/Kathmandu", "de"), "bis Donnerstag, 17. Juli 2025, 18:17 Uhr (UTC+5:45)");
    assert_eq!(expiry("No/Where", "fr"), "jusqu’au jeudi 17 juillet 2025 à 12:32 (UTC)");
    assert_eq!(expiry("Europe/Stockholm", "fi"), expiry("Europe/Stockholm", "en"));
    let unlimited = Values { expires_at: None, ..values() };
    assert!(invitation("en", &unlimited).text.contains("works without a time limit."));
}

#[test]
fn the_link_is_there_however_the_template_names_it() {
    for text in [
        "{{link}}",
        "Go to {{link}} now",
        "[Here]({{link}})",
        "`{{link}}`",
        "<b>{{link}}</b>",
        "- {{ link }}",
    ] {
        let mail = body(text, &values());
        assert!(mail.html.contains(&format!("href=\"{LINK}\"")), "{text}");
        assert!(mail.text.contains(LINK), "{text}: {}", mail.text);
        assert_eq!(mail.html.matches("class=\"button\"").count(), 1, "{text}");
        assert!(mail.html.contains("cid:qr") && mail.qr_png.starts_with(b"\x89PNG"), "{text}");
    }
    assert!(body("Hello", &values()).qr_png.is_empty());
}

const HOSTILE: [&str; 9] = [
    "<script>alert(1)</script>",
    "{{link}} {{code}}",
    "**bold** [x](https://evil.example) `c` # h",
    "=cmd|' /C calc'!A0",
    "\"><img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "&lt;b&gt; &amp; </bdi></a>",
    "<!-- --> <style>*{}</style>",
    "{% include x %} {{ 7*7 }} ${7*7} #{7*7}",
];

#[test]
fn t13_t28_a_value_is_text_and_nothing_else() {
    let plain = invitation("en", &values());
    let tags = |html: &str| {
        let mut tags: Vec<String> = html
            .split('<')
            .skip(1)
            .map(|tag| tag.split([' ', '>']).next().unwrap_or_default().to_owned())
            .collect();
        tags.sort_unstable();
        tags
    };
    for hostile in HOSTILE {
        for values in [
            Values { recipient: Some(hostile), ..values() },
            Values { organization: hostile, ..values() },
            Values { inviter: hostile, ..values() },
            Values { code: hostile, ..values() },
            Values { help: hostile, ..values() },
        ] {
            let mail = invitation("en", &values);
            assert!(mail.text.contains(hostile), "{hostile} stands literally in\n{}", mail.text);
            assert!(mail.html.contains(&escape(hostile)), "{hostile} stands escaped in\n{}", mail.html);
            assert_eq!(tags(&mail.html), tags(&plain.html), "{hostile} makes no element");
            let links = mail.html.matches("href=").count();
            assert_eq!(
                links,
                mail.html.matches(&format!("href=\"{LINK}\"")).count(),
                "{hostile} makes no link"
            );
        }
    }
}

#[test]
fn t13_no_value_breaks_a_line_of_the_subject() {
    for hostile in ["Anna\r\nBcc: all@example.org", "a\nb", "a\0b", "a\u{2028}b", "a\u{85}b"] {
        let mail = invitation("en", &Values { recipient: Some(hostile), organization: hostile, ..values() });
        assert!(!mail.subject.chars().any(|c| c.is_control() || c == '\u{2028}'), "{:?}", mail.subject);
        assert!(!mail.sms.chars().any(char::is_control), "{:?}", mail.sms);
        assert!(!mail.text.lines().any(|line| line.starts_with("Bcc:")), "{}", mail.text);
    }
}

#[test]
fn t36_no_value_turns_the_words_around_it() {
    let name = "Anna\u{202e}greB\u{2066}";
    let mail = invitation("en", &Values { recipient: Some(name), organization: name, ..values() });
    for text in [&mail.subject, &mail.text, &mail.html, &mail.sms] {
        assert!(!text.contains(['\u{202e}', '\u{2066}']), "{text}");
        assert!(text.contains("AnnagreB"));
    }
    // The plain marks of direction belong to how some names are written.
    let mail = invitation("ar", &Values { recipient: Some("Anna\u{200f}"), ..values() });
    assert!(mail.text.contains("Anna\u{200f}"));
    assert!(mail.html.contains("<html lang=\"ar\" dir=\"rtl\">"));
}

#[test]
fn a_very_long_value_stays_whole_in_the_mail_and_is_cut_where_room_is_short() {
    let long = "ü<".repeat(5_000);
    let mail = invitation("en", &Values { recipient: Some(&long), organization: &long, ..values() });
    assert!(mail.text.contains(&long) && mail.html.contains(&escape(&long)));
    assert!(mail.subject.chars().count() <= SUBJECT_CHARACTERS_MAX + 1);
    assert!(mail.sms.chars().count() <= SMS_CHARACTERS_MAX + 1);
}

#[test]
fn t13_html_in_a_template_is_shown_as_it_is_typed() {
    let mail = body("<script>alert(1)</script>\n\nHi <b onclick=x>there</b>\n\n{{link}}", &values());
    assert!(mail.html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(mail.html.contains("&lt;b onclick=x&gt;there&lt;/b&gt;"));
    assert!(mail.text.contains("Hi <b onclick=x>there</b>"));
}

#[test]
fn links_lead_to_web_and_mail_addresses_only() {
    for (markdown, address) in [
        ("[x](https://example.org/a?b=c&d)", Some("https://example.org/a?b=c&amp;d")),
        ("[x](mailto:help@example.org)", Some("mailto:help@example.org")),
        ("[x](javascript:alert(1))", None),
        ("[x](JavaScript:alert(1))", None),
        ("[x](data:text/html,a)", None),
        ("[x](/relative)", None),
        ("[x]({{recipient}})", None),
        ("[x](https://example.org/?n={{recipient}})", Some("https://example.org/?n=Anna%20Berg")),
        (
            "[x](mailto:a@example.org?subject={{organization}})",
            Some("mailto:a@example.org?subject=Example%20School"),
        ),
    ] {
        let mail = body(&format!("{markdown}\n\n{{{{link}}}}"), &values());
        let links = mail.html.matches("href=").count();
        match address {
            Some(address) => {
                assert!(mail.html.contains(&format!("href=\"{address}\"")), "{markdown}: {}", mail.html);
            }
            None => assert_eq!(links, 2, "{markdown}: {}", mail.html), // the button and the link as text
        }
    }
    let mail = body("![a picture](https://example.org/track.png) {{link}}", &values());
    assert!(!mail.html.contains("track.png") && mail.html.contains("a picture"));
    let evil = Values { link: "javascript:alert(1)", ..values() };
    assert!(!body("Go {{link}}", &evil).html.contains("<p style=\"margin:0 0 16px\">Go <a"));
}

#[test]
fn markdown_becomes_tidy_text() {
    let markdown = "# Title {{organization}}\n\nOne *two* **three**\nfour  \nfive\n\n1. a\n2. b\n   - c\n   - d\n3. e [f](https://example.org)\n\n> quoted\n> on\n\n---\n\n<https://example.org/g> `code`\n\n    block\n\n{{link}}";
    insta::assert_snapshot!("tidy_text", body(markdown, &values()).text);
    insta::assert_snapshot!("tidy_html", body(markdown, &values()).html);
}

#[test]
fn an_sms_fits_into_one_part_where_the_language_allows() {
    let link = format!("https://enroll.example.org/i/{}", "A".repeat(26));
    assert_eq!(link.len(), 55);
    for language in LANGUAGES {
        for kind in [MessageKind::Invitation, MessageKind::Reminder, MessageKind::Code] {
            let values = Values {
                link: &link,
                organization: "Example Schools Ltd",
                expires_at: Some(Timestamp(1_758_112_320_000)), // in September, the longest month in English
                ..values()
            };
            let text = built_in_text(kind, language.code).expect("a text");
            let sms = render(kind, &text, language.code, &values).sms;
            let measure = domain::sms_text::measure(&sms);
            let parts_max =
                if matches!(language.code, "ja" | "ar") && kind != MessageKind::Code { 2 } else { 1 };
            assert!(
                measure.segments <= parts_max,
                "{kind:?} in {}: {} parts, {} units, {:?}: {sms}",
                language.code,
                measure.segments,
                measure.units,
                measure.forcing
            );
        }
    }
}
