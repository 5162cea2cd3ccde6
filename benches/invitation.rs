//! Invitations: ten thousand recipients queued, a link redeemed, and lists and funnel of a hundred thousand recipients.

use std::time::{Duration, Instant};

use app::{
    Caller, InvitationQuery, LinkKey, NewInvitation, NewRecipient, RecipientList, RecipientOrder,
    RecipientQuery,
};
use criterion::{Criterion, SamplingMode, Throughput};
use domain::id::InvitationId;
use domain::invitation::{Delivery, InvitationTerms};
use domain::recipient::RecipientStatus;
use testkit::{SOURCE, TestApp};
use tokio::runtime::Runtime;

use crate::fleet::Engine;

/// The recipients of the invitation that is looked at.
const MANY: usize = 100_000;
/// The recipients of each invitation that is queued.
const QUEUED: usize = 10_000;

fn new(test: &TestApp, delivery: Delivery, count: usize) -> NewInvitation {
    let mut terms = InvitationTerms::new("Measured", test.app.now());
    terms.requires_login = false;
    terms.uses_max = None;
    let recipients = (0..count).map(|n| NewRecipient {
        address: format!("person{n}@example.org"),
        name: format!("Person {n}"),
        ..NewRecipient::default()
    });
    NewInvitation { delivery, terms, texts: Default::default(), recipients: recipients.collect() }
}

pub(crate) fn bench(criterion: &mut Criterion, runtime: &Runtime, engine: &Engine) {
    let (test, operator) = (&engine.test, Caller::operator());
    let mut group = criterion.benchmark_group(engine.title("invitation"));
    group.sampling_mode(SamplingMode::Flat).throughput(Throughput::Elements(1));

    let made = runtime.block_on(test.app.create_invitation(&operator, new(test, Delivery::Link, 0)));
    let url = made.expect("an invitation").link.expect("a link").url;
    let key = LinkKey::parse(url.expose().rsplit('/').next().expect("a token")).expect("a token");
    group.bench_function("look at a link", |bencher| {
        bencher.to_async(runtime).iter(async || test.app.look_at_invitation(&key).await.expect("a view"));
    });
    group.bench_function("redeem: begin and hand out the profile", |bencher| {
        bencher.to_async(runtime).iter(async || {
            let begun = test.app.begin_enrollment_by_invitation(&key, None, SOURCE).await.expect("begun");
            let token =
                begun.profile_url.rsplit('/').next().expect("a file").trim_end_matches(".mobileconfig");
            test.app.hand_out_profile(token, SOURCE).await.expect("a profile")
        });
    });

    let id = runtime.block_on(test.app.create_invitation(&operator, new(test, Delivery::Email, MANY)));
    let id = id.expect("an invitation").invitation.id;
    group.bench_function("funnel of 100,000 recipients", |bencher| {
        bencher
            .to_async(runtime)
            .iter(async || test.app.show_invitation(&operator, id).await.expect("shown"));
    });
    for (name, list, order) in [
        ("as added", RecipientList::default(), RecipientOrder::Added),
        ("by address", RecipientList::default(), RecipientOrder::Address),
        ("furthest first", RecipientList::default(), RecipientOrder::Stage),
        (
            "queued",
            RecipientList { status: Some(RecipientStatus::Queued), ..Default::default() },
            RecipientOrder::Added,
        ),
    ] {
        let query = || RecipientQuery { list: list.clone(), order, limit: 50, ..Default::default() };
        group.bench_function(format!("page of 100,000 recipients, {name}"), |bencher| {
            bencher.to_async(runtime).iter(async || page(test, &operator, id, query()).await);
        });
    }
    group.bench_function("list of invitations", |bencher| {
        let query = || InvitationQuery { limit: 50, ..Default::default() };
        bencher
            .to_async(runtime)
            .iter(async || test.app.list_invitations(&operator, query()).await.expect("a list"));
    });

    group.throughput(Throughput::Elements(QUEUED as u64));
    group.bench_function("queue 10,000 recipients", |bencher| {
        bencher.to_async(runtime).iter_custom(async |rounds| {
            let mut spent = Duration::ZERO;
            for _ in 0..rounds {
                let new = new(test, Delivery::Email, QUEUED);
                let begun = Instant::now();
                test.app.create_invitation(&operator, new).await.expect("an invitation");
                spent += begun.elapsed();
            }
            spent
        });
    });
    group.finish();
}

async fn page(test: &TestApp, caller: &Caller, id: InvitationId, query: RecipientQuery) -> usize {
    test.app.list_recipients(caller, id, query).await.expect("a page").rows.len()
}
