//! The list of accounts.

use std::collections::BTreeMap;

use app::{App, Caller};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::account::{Access, Account, Origin};
use domain::id::AccountId;
use domain::privilege::Privilege;
use serde::Deserialize;
use web::error::PageError;
use web::page::html;
use web::time::Moment;

use super::{PATH, Tab, path, state, tabs};
use crate::admin::Admin;
use crate::badge::Badge;
use crate::frame::{Frame, Section};
use crate::grant::Names;
use crate::icon::Icon;

#[derive(Template)]
#[template(path = "account/list.html")]
struct Page {
    frame: Frame,
    tabs: [Tab; 2],
    searched: String,
    rows: Vec<Row>,
    may_manage: bool,
}

/// One account.
struct Row {
    path: String,
    full_name: String,
    username: String,
    origin: &'static str,
    access: String,
    set: &'static str,
    state: Badge,
    made: Moment,
}

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Address {
    q: String,
}

/// Shows the accounts, all or those with a text in a name or the address. There are few, so one page has them all.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let searched = address.q.trim().to_owned();
    let wanted = searched.to_lowercase();
    let mut accounts = app.list_accounts(&caller).await?;
    accounts.retain(|account| has(account, &wanted));
    let names = Names::read(&app, &caller).await?;
    let groups = groups_of_all(&app, &caller).await?;
    let row = |account| Row::new(account, &names, &groups, &app);
    html(&Page {
        frame: Frame::new(&app, &caller, Section::Accounts),
        tabs: tabs(PATH),
        rows: accounts.into_iter().map(row).collect(),
        searched,
        may_manage: caller.holds(Privilege::ManageAccounts),
    })
}

fn has(account: &Account, wanted: &str) -> bool {
    let texts = [Some(&account.username), Some(&account.full_name), account.email.as_ref()];
    texts.into_iter().flatten().any(|text| text.to_lowercase().contains(wanted))
}

async fn groups_of_all(app: &App, caller: &Caller) -> Result<BTreeMap<AccountId, Vec<String>>, PageError> {
    let mut groups = BTreeMap::<_, Vec<_>>::new();
    for detail in app.list_account_groups(caller).await? {
        for member in detail.members {
            groups.entry(member.id).or_default().push(detail.group.name.clone());
        }
    }
    Ok(groups)
}

impl Row {
    fn new(account: Account, names: &Names, groups: &BTreeMap<AccountId, Vec<String>>, app: &App) -> Self {
        let groups = groups.get(&account.id).map(Vec::as_slice).unwrap_or_default();
        Self {
            path: path(account.id),
            origin: match account.origin {
                Origin::Local => "Local",
                Origin::Directory(_) => "Directory",
            },
            access: names.of_access(account.access, groups),
            set: match account.access {
                Access::Groups => "By group",
                Access::Full | Access::Site(_) => account.privilege_set.title(),
            },
            state: state(&account),
            made: Moment { at: account.created_at, now: app.now() },
            full_name: account.full_name,
            username: account.username,
        }
    }
}
