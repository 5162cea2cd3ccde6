//! The recipients of an invitation, gathered from all there is, and what becomes of them in an invitation.

use std::collections::BTreeMap;

use app::{
    Caller, Error, Gathered, InvitationQuery, LinkKey, NewInvitation, RecipientQuery, RecipientSource,
    Refusal, SecretInput, SmsProviderDraft,
};
use domain::directory::{DirectoryGroupRef, DirectoryKey, DirectoryUserRef};
use domain::id::DirectoryId;
use domain::invitation::{Delivery, InvitationRefusal, InvitationTerms};
use domain::person::Person;
use domain::privilege::{Privilege, PrivilegeSet, Privileges};
use domain::sms_provider::{EmailSettings, SmsBackend, SmsProvider};
use gateways::directory::MemoryPerson;
use testkit::{NOON, SOURCE, TestApp};

use crate::built_in_person::person;

const STAFF: &str = "dc=staff,dc=example,dc=org";

fn typed(text: &str) -> RecipientSource {
    RecipientSource { typed: text.to_owned(), ..RecipientSource::default() }
}

async fn gather(test: &TestApp, delivery: Delivery, source: &RecipientSource) -> Gathered {
    test.app.gather_recipients(&Caller::operator(), delivery, source).await.expect("recipients")
}

fn invitation(delivery: Delivery, gathered: Gathered) -> NewInvitation {
    let terms = InvitationTerms::new("Physics", NOON);
    NewInvitation { delivery, terms, texts: BTreeMap::new(), recipients: gathered.recipients }
}

fn addresses(gathered: &Gathered) -> Vec<&str> {
    gathered.recipients.iter().map(|recipient| recipient.address.as_str()).collect()
}

fn told(gathered: &Gathered) -> Vec<(&str, &str, &str)> {
    let told = gathered.faults.iter();
    told.map(|fault| (fault.place.as_str(), fault.given.as_str(), fault.words.as_str())).collect()
}

fn user(directory_id: DirectoryId, key: &str) -> DirectoryUserRef {
    DirectoryUserRef { directory_id, key: DirectoryKey(key.to_owned()) }
}

fn group(directory_id: DirectoryId, key: &str) -> DirectoryGroupRef {
    DirectoryGroupRef { directory_id, key: DirectoryKey(key.to_owned()) }
}

/// Puts a person with a mail address and a phone number into the directories, or without either.
fn put(test: &TestApp, username: &str, email: Option<&str>, phone: Option<&str>, groups: &[&str]) {
    let usual = test.person(username, groups);
    let person =
        Person { email: email.map(str::to_owned), phone: phone.map(str::to_owned), ..usual.person.clone() };
    test.directory.put(MemoryPerson { person, ..usual });
}

async fn sms_provider(test: &TestApp) {
    let provider = SmsProvider {
        backend: SmsBackend::Email(EmailSettings { address: "{number}@sms.example.org".to_owned() }),
        prefixes: vec!["+46".to_owned()],
        default_country: "SE".to_owned(),
        messages_per_minute: 60,
        sender: String::new(),
        roots: Vec::new(),
    };
    let draft = SmsProviderDraft { provider, secret: SecretInput::Keep, receipt_key: SecretInput::Keep };
    test.app.save_sms_provider(&Caller::operator(), draft).await.expect("a provider");
}

async fn assert_nothing_sent(test: &TestApp) {
    let query = InvitationQuery { limit: 10, ..InvitationQuery::default() };
    let invitations = test.app.list_invitations(&Caller::operator(), query).await.expect("a list");
    assert!(invitations.rows.is_empty());
    let mut tx = test.store.read().await.expect("a read");
    assert!(tx.list_messages(None, None, 10).await.expect("a list").rows.is_empty());
}

#[tokio::test]
async fn three_hundred_invalid_lines_each_have_their_reason_and_the_good_ones_stay() {
    let test = TestApp::new().await;
    let mut text = String::new();
    for n in 0..300 {
        text += &format!("good{n}@example.org\nbad{n}@example\n");
    }
    let gathered = gather(&test, Delivery::Email, &typed(&text)).await;
    assert_eq!((gathered.recipients.len(), gathered.faults.len(), gathered.faults_in_all), (300, 300, 300));
    for (n, (place, given, words)) in told(&gathered).into_iter().enumerate() {
        assert_eq!((place, given), (&*format!("Line {}", 2 * n + 2), &*format!("bad{n}@example")));
        assert!(words.contains("no dot"), "{words}");
    }

    let mut file = "E-mail;Name\n".to_owned();
    for n in 0..300 {
        file += &format!("bad{n};Name {n}\ngood{n}@example.org;Name {n}\nbroken{n}@example.org\n");
    }
    let source = RecipientSource { file: Some(file.into_bytes()), ..RecipientSource::default() };
    let gathered = gather(&test, Delivery::Email, &source).await;
    assert_eq!((gathered.recipients.len(), gathered.faults_in_all), (300, 600));
    assert_eq!(gathered.faults.len(), 500, "the rest is counted");
}

#[tokio::test]
async fn t14_too_many_recipients_are_refused_as_a_whole() {
    for test in TestApp::on_each_engine().await {
        let lines: Vec<_> = (0..10_001).map(|n| format!("p{n}@example.org")).collect();
        let gathered = gather(&test, Delivery::Email, &typed(&lines.join("\n"))).await;
        assert_eq!(gathered.recipients.len(), 10_001, "the refusal can say the true number");
        let created =
            test.app.create_invitation(&Caller::operator(), invitation(Delivery::Email, gathered)).await;
        let Err(Error::Invalid(faults)) = created else { panic!("{created:?}") };
        assert_eq!(faults[0].field, "recipients");
        assert!(faults[0].message.contains("10001") && faults[0].message.contains("10000"), "{faults:?}");
        assert_nothing_sent(&test).await;

        let gathered = gather(&test, Delivery::Email, &typed(&lines[1..].join("; "))).await;
        let created =
            test.app.create_invitation(&Caller::operator(), invitation(Delivery::Email, gathered)).await;
        assert_eq!(created.expect("an invitation").messages, 10_000);
    }
}

#[tokio::test]
async fn t14_numbers_of_countries_that_are_not_allowed_are_faults() {
    let test = TestApp::new().await;
    sms_provider(&test).await;
    let source = typed("070-123 45 67\nAnna <+46 70 765 43 21>\n+1 520-878-2491\n08-123 456 78\nnobody");
    let gathered = gather(&test, Delivery::Sms, &source).await;
    assert_eq!(addresses(&gathered), ["+46701234567", "+46707654321"]);
    assert_eq!(gathered.recipients[1].name, "Anna");
    let [abroad, landline, nobody] = &told(&gathered)[..] else { panic!("{gathered:?}") };
    assert_eq!((abroad.0, abroad.1), ("Line 3", "+1 520-878-2491"));
    assert!(abroad.2.contains("not allowed"), "{abroad:?}");
    assert!(landline.2.contains("landline") && nobody.2.contains("not a phone number"));
}

#[tokio::test]
async fn t13_nothing_in_a_name_reaches_a_header() {
    let test = TestApp::new().await;
    let file = "email,name\na@example.org,\"Anna\r\nBcc: x@example.org\"\n";
    let source = RecipientSource {
        typed: "Anna\r\nBcc: x <b@example.org>\nEva\u{0} <c@example.org>".to_owned(),
        file: Some(file.into()),
        ..RecipientSource::default()
    };
    let gathered = gather(&test, Delivery::Email, &source).await;
    assert_eq!(addresses(&gathered), ["b@example.org"]);
    assert_eq!(gathered.faults_in_all, 3, "{:?}", gathered.faults);
    assert!(gathered.faults.iter().all(|fault| !fault.given.contains(char::is_control)));
    let created =
        test.app.create_invitation(&Caller::operator(), invitation(Delivery::Email, gathered)).await;
    let created = created.expect("an invitation");
    let query = RecipientQuery { limit: 10, ..RecipientQuery::default() };
    let rows = test.app.list_recipients(&Caller::operator(), created.invitation.id, query).await;
    assert_eq!(rows.expect("a list").rows[0].name, "Bcc: x");
}

#[tokio::test]
async fn a_spreadsheet_in_utf_16_with_semicolons_is_read_and_says_how() {
    let test = TestApp::new().await;
    let text = "E-Mail;Vorname;Nachname;Sprache;Abteilung\r\nåsa@example.org;Åsa;Öberg;sv;Physik\r\n";
    let mut content = vec![0xFF, 0xFE];
    content.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    let source = RecipientSource { file: Some(content), ..RecipientSource::default() };
    let gathered = gather(&test, Delivery::Email, &source).await;
    assert_eq!(gathered.faults, []);
    let asa = &gathered.recipients[0];
    assert_eq!((asa.address.as_str(), asa.name.as_str()), ("åsa@example.org", "Åsa Öberg"));
    assert_eq!(asa.language, "sv");
    let reading = gathered.reading.expect("a table");
    assert_eq!((reading.encoding, reading.delimiter), ("UTF-16", "semicolon"));
    assert_eq!(reading.ignored, ["Abteilung"]);

    let wrong = RecipientSource { file: Some(b"Serial number\nF2L".to_vec()), ..RecipientSource::default() };
    let refused = test.app.gather_recipients(&Caller::operator(), Delivery::Email, &wrong).await;
    let Err(Error::Invalid(faults)) = refused else { panic!("{refused:?}") };
    assert_eq!(faults[0].field, "file");
}

#[tokio::test]
async fn people_and_nested_groups_come_with_who_they_are() {
    for test in TestApp::on_each_engine().await {
        let staff = test.ldap("Staff", STAFF).await;
        put(&test, "ann", Some("ann@example.org"), Some("+46 70 123 45 67"), &["Teachers"]);
        put(&test, "ben", Some("ben@example.org"), Some("+46 8 123 456 78"), &["Staff"]);
        put(&test, "carl", None, None, &["Staff"]);
        put(&test, "dora", Some("Ben@Example.org"), None, &["Inner"]);
        test.directory.nest("Teachers", "Staff");
        test.directory.nest("Inner", "Teachers");
        test.directory.nest("Staff", "Inner");
        let source = RecipientSource {
            typed: "Somebody <ANN@example.org>".to_owned(),
            people: vec![user(staff.id, "key-ann"), user(staff.id, "key-gone")],
            groups: vec![group(staff.id, "staff"), group(staff.id, "gone")],
            ..RecipientSource::default()
        };
        let gathered = gather(&test, Delivery::Email, &source).await;
        assert_eq!(addresses(&gathered), ["ANN@example.org", "ben@example.org"]);
        let [ann, ben] = &gathered.recipients[..] else { panic!("{gathered:?}") };
        assert_eq!((ann.name.as_str(), ann.user.as_ref()), ("Somebody", Some(&user(staff.id, "key-ann"))));
        assert_eq!(ann.person.as_ref().and_then(|person| person.department.as_deref()), Some("Physics"));
        assert_eq!(ann.other_address.as_deref(), Some("+46701234567"));
        assert_eq!((ben.name.as_str(), ben.other_address.as_deref()), ("ben Directory", None));
        assert_eq!(gathered.merged, 3, "ann twice, dora with the address of ben");
        let faults: Vec<_> = told(&gathered);
        assert_eq!((faults[0].0, faults[0].1), ("Staff", "key-gone"));
        assert_eq!((faults[1].0, faults[1].1), ("Staff (Staff)", "carl Directory"));
        assert!(faults[1].2.contains("has no e-mail address in the directory"));
        assert!(faults[2].2.contains("ben Directory has the same address"), "{faults:?}");
        assert_eq!((faults[3].0, faults[3].1), ("Staff", "gone"));

        let by_phone =
            RecipientSource { groups: vec![group(staff.id, "staff")], ..RecipientSource::default() };
        let gathered = gather(&test, Delivery::Sms, &by_phone).await;
        assert_eq!(addresses(&gathered), ["+46701234567"]);
        assert_eq!(gathered.recipients[0].other_address.as_deref(), Some("ann@example.org"));
        let words: Vec<_> = gathered.faults.iter().map(|fault| fault.words.as_str()).collect();
        assert!(words[0].contains("landline") && words[1].contains("no phone number"), "{words:?}");
    }
}

#[tokio::test]
async fn a_directory_that_does_not_answer_is_named() {
    let test = TestApp::new().await;
    let staff = test.ldap("Staff", STAFF).await;
    put(&test, "ann", Some("ann@example.org"), None, &["Teachers"]);
    test.silence_directory(STAFF);
    let source = RecipientSource {
        typed: "bo@example.org".to_owned(),
        groups: vec![group(staff.id, "teachers")],
        everyone_not_enrolled: true,
        ..RecipientSource::default()
    };
    let gathered = gather(&test, Delivery::Email, &source).await;
    assert_eq!(addresses(&gathered), ["bo@example.org"]);
    assert_eq!(gathered.silent, ["Staff"]);
    assert!(gathered.faults[0].words.contains("does not answer"));

    test.app.disable_directory(&Caller::operator(), staff.id).await.expect("disabled");
    let gathered = gather(&test, Delivery::Email, &source).await;
    assert!(gathered.silent.is_empty() && gathered.faults[0].words.contains("disabled"));
}

#[tokio::test]
async fn everybody_without_an_enrolled_device_is_gathered() {
    for test in TestApp::on_each_engine().await {
        let staff = test.ldap("Staff", STAFF).await;
        put(&test, "ann", Some("ann@example.org"), None, &[]);
        put(&test, "ben", Some("ben@example.org"), None, &[]);
        let built_in = Person { email: Some("carl@example.org".into()), ..person("carl", "Carl Ek") };
        let carl = test.app.create_built_in_person(&Caller::operator(), built_in).await.expect("made");
        let built_in = Person { email: Some("dora@example.org".into()), ..person("dora", "Dora Ring") };
        let dora = test.app.create_built_in_person(&Caller::operator(), built_in).await.expect("made");
        let everybody = RecipientSource { everyone_not_enrolled: true, ..RecipientSource::default() };
        let gathered = gather(&test, Delivery::Email, &everybody).await;
        let all = ["carl@example.org", "dora@example.org", "ann@example.org", "ben@example.org"];
        assert_eq!(addresses(&gathered), all);
        assert_eq!(gathered.recipients[0].user, Some(carl.id.directory_user()));

        test.account("local", PrivilegeSet::EnrollmentOnly).await;
        test.enroll_again("local", 1).await;
        test.enroll_again("local", 2).await;
        let query = app::DeviceQuery { limit: 10, ..Default::default() };
        let devices = test.app.list_devices(&Caller::operator(), query).await.expect("a list").rows;
        for (device, owner) in devices.iter().zip([dora.id.directory_user(), user(staff.id, "key-ann")]) {
            let assigned = test.app.assign_person(&Caller::operator(), device.id, Some(&owner)).await;
            assigned.expect("assigned");
        }
        let gathered = gather(&test, Delivery::Email, &everybody).await;
        assert_eq!(addresses(&gathered), ["carl@example.org", "ben@example.org"]);
        assert!(gathered.left_out.is_empty());
    }
}

#[tokio::test]
async fn a_group_beyond_the_limit_says_what_is_missing() {
    let mut builder = TestApp::builder();
    builder.settings.invitations.recipients_max = 3;
    let test = builder.build().await;
    let staff = test.ldap("Staff", STAFF).await;
    for n in 0..6 {
        put(&test, &format!("p{n}"), Some(&format!("p{n}@example.org")), None, &["All"]);
    }
    let source = RecipientSource { groups: vec![group(staff.id, "all")], ..RecipientSource::default() };
    let gathered = gather(&test, Delivery::Email, &source).await;
    assert_eq!(gathered.recipients.len(), 4, "enough to be refused");
    assert!(gathered.left_out[0].contains("All (Staff)"), "{:?}", gathered.left_out);
    let everybody = RecipientSource { everyone_not_enrolled: true, ..RecipientSource::default() };
    let gathered = gather(&test, Delivery::Email, &everybody).await;
    assert!(gathered.left_out[0].starts_with("Staff has more than 4 people"), "{:?}", gathered.left_out);
}

#[tokio::test]
async fn a_typed_address_of_the_built_in_list_belongs_to_its_person() {
    for test in TestApp::on_each_engine().await {
        let ann = Person {
            email: Some("Ann@Example.org".into()),
            room: Some("12".into()),
            ..person("ann", "Ann Berg")
        };
        let ann = test.app.create_built_in_person(&Caller::operator(), ann).await.expect("made");
        for username in ["eva", "eve"] {
            let shared = Person { email: Some("shared@example.org".into()), ..person(username, username) };
            test.app.create_built_in_person(&Caller::operator(), shared).await.expect("made");
        }
        let file = "email,username\nprivate@example.org,ANN\nnew@example.org,newcomer\n";
        let source = RecipientSource {
            typed: "ann@example.org shared@example.org bo@example.org".to_owned(),
            file: Some(file.into()),
            ..RecipientSource::default()
        };
        let gathered = gather(&test, Delivery::Email, &source).await;
        let [known, shared, stranger, private, newcomer] = &gathered.recipients[..] else {
            panic!("{gathered:?}")
        };
        assert_eq!((known.user.clone(), known.name.as_str()), (Some(ann.id.directory_user()), "Ann Berg"));
        assert_eq!(known.person.as_ref().and_then(|person| person.room.as_deref()), Some("12"));
        assert!(shared.user.is_none() && shared.person.is_none(), "nobody can say which of the two");
        assert!(stranger.user.is_none() && stranger.person.is_none());
        assert_eq!(private.user, Some(ann.id.directory_user()), "by the username beside the address");
        assert!(newcomer.user.is_none());
        let username = newcomer.person.as_ref().map(|person| person.username.as_str());
        assert_eq!(username, Some("newcomer"));
    }
}

#[tokio::test]
async fn t12_a_person_of_the_built_in_list_is_told_by_their_address_wherever_they_log_in() {
    let test = TestApp::new().await;
    let ann = Person { email: Some("ann@example.org".into()), ..person("ann", "Ann Berg") };
    test.app.create_built_in_person(&Caller::operator(), ann).await.expect("made");
    test.account("ann", PrivilegeSet::EnrollmentOnly).await;
    test.account("bo", PrivilegeSet::EnrollmentOnly).await;
    let gathered = gather(&test, Delivery::Email, &typed("ann@example.org")).await;
    assert!(gathered.recipients[0].user.is_some());
    let operator = Caller::operator();
    let created = test.app.create_invitation(&operator, invitation(Delivery::Email, gathered)).await;
    let id = created.expect("an invitation").invitation.id;
    let query = RecipientQuery { limit: 10, ..RecipientQuery::default() };
    let rows = test.app.list_recipients(&operator, id, query).await.expect("a list").rows;
    let link = test.app.make_link(&operator, rows[0].id, false).await.expect("a link");
    let token = link.url.expose().rsplit('/').next().expect("a token").to_owned();
    let key = LinkKey::parse(&token).expect("a key");
    let as_bo = test.app.begin_enrollment_by_invitation(&key, Some(test.login("bo")), SOURCE).await;
    let refused = Refusal::Invitation(InvitationRefusal::OtherPerson);
    assert!(matches!(&as_bo, Err(Error::Refused(refusal)) if *refusal == refused), "{as_bo:?}");
    let as_ann = test.app.begin_enrollment_by_invitation(&key, Some(test.login("ann")), SOURCE).await;
    as_ann.expect("their own invitation");
}

#[tokio::test]
async fn gathering_takes_the_right_to_invite_and_for_people_the_right_to_read_them() {
    let test = TestApp::new().await;
    let ann = Person { email: Some("ann@example.org".into()), ..person("ann", "Ann Berg") };
    test.app.create_built_in_person(&Caller::operator(), ann).await.expect("made");
    let custom = |privileges: &[Privilege]| PrivilegeSet::Custom(Privileges::of(privileges.iter().copied()));
    let (_, reader) =
        test.sign_in("reader", custom(&[Privilege::SignInToConsole, Privilege::ReadPeople])).await;
    let (_, inviter) =
        test.sign_in("inviter", custom(&[Privilege::SignInToConsole, Privilege::ManageInvitations])).await;
    let source = typed("ann@example.org");
    let everybody = RecipientSource { everyone_not_enrolled: true, ..RecipientSource::default() };
    let by = async |caller, source| test.app.gather_recipients(caller, Delivery::Email, source).await;
    assert!(matches!(by(&reader, &source).await, Err(Error::Forbidden)));
    assert!(matches!(by(&inviter, &everybody).await, Err(Error::Forbidden)));
    let gathered = by(&inviter, &source).await.expect("recipients");
    assert!(gathered.recipients[0].person.is_none(), "whoever may not read people learns nothing of them");
    assert!(gather(&test, Delivery::Email, &source).await.recipients[0].person.is_some());
}

#[tokio::test]
async fn a_link_that_is_given_out_has_no_recipients() {
    let test = TestApp::new().await;
    let refused =
        test.app.gather_recipients(&Caller::operator(), Delivery::Link, &typed("a@example.org")).await;
    assert!(matches!(refused, Err(Error::Invalid(_))));
    let none = gather(&test, Delivery::Link, &RecipientSource::default()).await;
    assert!(none.recipients.is_empty());
}
