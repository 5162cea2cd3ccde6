//! What stands in the directory of a test.

use std::collections::HashSet;
use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ldap3::{Ldap, LdapResult, Mod, dn_escape};

use super::{BASE, READER, READER_PASSWORD};

/// The attributes of Active Directory that matter, with the rules to compare them that Debian's own file lacks.
pub(super) const AD_SCHEMA: &str = "\
attributetype ( 1.2.840.113556.1.4.221 NAME 'sAMAccountName'
    EQUALITY caseIgnoreMatch SUBSTR caseIgnoreSubstringsMatch
    SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 SINGLE-VALUE )
attributetype ( 1.2.840.113556.1.4.656 NAME 'userPrincipalName'
    EQUALITY caseIgnoreMatch SUBSTR caseIgnoreSubstringsMatch
    SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 SINGLE-VALUE )
attributetype ( 1.2.840.113556.1.4.2 NAME 'objectGUID'
    EQUALITY octetStringMatch
    SYNTAX 1.3.6.1.4.1.1466.115.121.1.40 SINGLE-VALUE )
attributetype ( 1.2.840.113556.1.4.8 NAME 'userAccountControl'
    EQUALITY integerMatch
    SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )
objectclass ( 1.3.6.1.4.1.61234.1 NAME 'adPerson' AUXILIARY
    MAY ( sAMAccountName $ userPrincipalName $ objectGUID $ userAccountControl ) )
";

/// Someone of the usual people.
struct Someone {
    /// What their entry is called, below `ou=people`.
    rdn: &'static str,
    uid: &'static str,
    name: &'static str,
    password: &'static str,
    more: &'static [(&'static str, &'static [u8])],
}

const PEOPLE: [Someone; 9] = [
    Someone {
        rdn: "uid=ann",
        uid: "ann",
        name: "Ann Berg",
        password: "Ann-Pw-1",
        more: &[
            ("mail", b"ann@example.test"),
            ("telephoneNumber", b"+46 8 123 45 01"),
            ("title", b"Teacher"),
            ("departmentNumber", b"Science"),
            ("physicalDeliveryOfficeName", b"North House"),
            ("roomNumber", b"N 12"),
            ("employeeNumber", b"1001"),
            ("sAMAccountName", b"ann"),
            ("userPrincipalName", b"ann@example.test"),
            ("objectGUID", b"0123456789abcdef"),
        ],
    },
    Someone {
        rdn: "uid=ben",
        uid: "ben",
        name: "Ben Holm",
        password: "Ben-Pw-1",
        more: &[
            ("mail", b"ben@example.test"),
            ("telephoneNumber", b"+46 8 123 45 02"),
            ("telephoneNumber", b"+46 70 123 45 02"),
            ("title", b"Caretaker"),
            ("physicalDeliveryOfficeName", b"South House"),
            ("sAMAccountName", b"ben"),
            ("objectGUID", b"\x00\x28\x2a\x29\x5c\xff\xfe\x80\x00\x01\x02\x03\x04\x05\x06\x07"),
        ],
    },
    Someone { rdn: "uid=carl", uid: "carl", name: "Carl Ek", password: "Carl-Pw-1", more: &[] },
    Someone {
        rdn: "uid=dora",
        uid: "dora",
        name: "Dora Ring",
        password: "Dora-Pw-1",
        more: &[("mail", b"dora@example.test")],
    },
    Someone {
        rdn: "uid=eva",
        uid: "eva",
        name: "Eva Mail",
        password: "Eva-Pw-1",
        more: &[("mail", b"shared@example.test")],
    },
    Someone {
        rdn: "uid=eve",
        uid: "eve",
        name: "Eve Mail",
        password: "Eve-Pw-1",
        more: &[("mail", b"shared@example.test")],
    },
    Someone {
        rdn: "uid=åsa",
        uid: "åsa",
        name: "Åsa Öberg",
        password: "Åsa-Pw-1",
        more: &[("mail", b"asa@example.test")],
    },
    Someone { rdn: "uid=twin,ou=day", uid: "twin", name: "Twin Day", password: "Twin-Pw-1", more: &[] },
    Someone {
        rdn: "uid=twin,ou=evening",
        uid: "twin",
        name: "Twin Evening",
        password: "Twin-Pw-1",
        more: &[],
    },
];

/// The name of whom every part of the name means something.
const ODD_NAME: &str = "Bob * Star, Jr (x)";

/// Writes the tree without its groups: overlays do not run while a tree is loaded, and would not write `memberOf`.
pub(super) fn people(crowd: u32) -> String {
    let mut text = String::new();
    entry(
        &mut text,
        BASE,
        &[
            ("objectClass", b"organization"),
            ("objectClass", b"dcObject"),
            ("o", b"Example"),
            ("dc", b"example"),
        ],
    );
    for unit in [
        "ou=people",
        "ou=day,ou=people",
        "ou=evening,ou=people",
        "ou=crowd,ou=people",
        "ou=groups",
        "ou=posix",
    ] {
        let name = unit.split([',', '=']).nth(1).expect("a unit's name");
        entry(
            &mut text,
            &format!("{unit},{BASE}"),
            &[("objectClass", b"organizationalUnit"), ("ou", name.as_bytes())],
        );
    }
    let reader: &[(&str, &[u8])] = &[
        ("objectClass", b"organizationalRole"),
        ("objectClass", b"simpleSecurityObject"),
        ("cn", b"reader"),
        ("userPassword", READER_PASSWORD.as_bytes()),
    ];
    entry(&mut text, READER, reader);
    for Someone { rdn, uid, name, password, more } in PEOPLE {
        person(&mut text, &format!("{rdn},ou=people,{BASE}"), uid, name, password, more);
    }
    person(&mut text, &odd_person(), "bob*", ODD_NAME, "Bob-Pw-1", &[]);
    for index in 0..crowd {
        let (uid, name) = (format!("p{index:05}"), format!("Person {index:05}"));
        let mail = format!("{uid}@crowd.example.test");
        let more: &[(&str, &[u8])] = &[("mail", mail.as_bytes())];
        person(&mut text, &format!("uid={uid},ou=crowd,ou=people,{BASE}"), &uid, &name, "Crowd-Pw-1", more);
    }
    text
}

/// Adds the groups over the wire, so that `memberOf` comes about.
pub(super) async fn add_groups(administrator: &mut Ldap) {
    let somebody = |rdn: &str| format!("{rdn},ou=people,{BASE}");
    let odd_group = format!("cn={},ou=groups,{BASE}", dn_escape("odd, (group)*"));
    let groups = [
        (group("teachers"), "teachers", vec![somebody("uid=ann")]),
        (group("staff"), "staff", vec![somebody("uid=ben"), group("teachers")]),
        (group("pupils"), "pupils", vec![somebody("uid=carl"), somebody("uid=åsa")]),
        (odd_group, "odd, (group)*", vec![odd_person()]),
        (group("ring-a"), "ring-a", vec![somebody("uid=dora")]),
        (group("ring-b"), "ring-b", vec![group("ring-a")]),
    ];
    for (distinguished_name, name, members) in &groups {
        let attributes = vec![
            ("objectClass", HashSet::from(["groupOfNames"])),
            ("cn", HashSet::from([*name])),
            ("member", members.iter().map(String::as_str).collect()),
        ];
        done(administrator.add(distinguished_name, attributes).await);
    }
    let ring_b = group("ring-b");
    let close = Mod::Add("member", HashSet::from([ring_b.as_str()]));
    done(administrator.modify(&group("ring-a"), vec![close]).await);
    let printers = vec![
        ("objectClass", HashSet::from(["posixGroup"])),
        ("cn", HashSet::from(["printers"])),
        ("gidNumber", HashSet::from(["2000"])),
        ("memberUid", HashSet::from(["ann", "ben"])),
    ];
    done(administrator.add(&format!("cn=printers,ou=posix,{BASE}"), printers).await);
}

fn done(result: ldap3::result::Result<LdapResult>) {
    result.and_then(LdapResult::success).expect("slapd takes a change");
}

fn group(name: &str) -> String {
    format!("cn={name},ou=groups,{BASE}")
}

fn odd_person() -> String {
    format!("cn={},ou=people,{BASE}", dn_escape(ODD_NAME))
}

fn person(
    text: &mut String,
    distinguished_name: &str,
    uid: &str,
    name: &str,
    password: &str,
    more: &[(&str, &[u8])],
) {
    let surname = name.rsplit(' ').next().unwrap_or(name);
    let mut lines: Vec<(&str, &[u8])> = vec![
        ("objectClass", b"inetOrgPerson"),
        ("objectClass", b"adPerson"),
        ("uid", uid.as_bytes()),
        ("cn", name.as_bytes()),
        ("sn", surname.as_bytes()),
        ("userPassword", password.as_bytes()),
    ];
    lines.extend_from_slice(more);
    entry(text, distinguished_name, &lines);
}

/// Writes an entry as LDIF; what could be misread is written in base64.
fn entry(text: &mut String, distinguished_name: &str, lines: &[(&str, &[u8])]) {
    line(text, "dn", distinguished_name.as_bytes());
    for (attribute, value) in lines {
        line(text, attribute, value);
    }
    text.push('\n');
}

fn line(text: &mut String, attribute: &str, value: &[u8]) {
    let plain = std::str::from_utf8(value).ok().filter(|value| {
        value.starts_with(|c: char| c.is_ascii_alphanumeric()) && value.chars().all(|c| c.is_ascii_graphic())
    });
    let written = match plain {
        Some(value) => writeln!(text, "{attribute}: {value}"),
        None => writeln!(text, "{attribute}:: {}", STANDARD.encode(value)),
    };
    written.expect("writing to a string cannot fail");
}
