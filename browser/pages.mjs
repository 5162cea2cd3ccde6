// The pages and how to come to them. A step may
//   open     go to a path of the server,
//   fill     put a value into each field named by a selector,
//   check    choose what the selector finds,
//   click    press what the selector finds first,
//   download fetch what the link found by the selector points to, as a phone does: without the page's cookies,
//   heading  wait until the page's heading says this.
// What stands on the page afterwards is looked at and kept as a picture under the step's name; a `quiet` step only moves on.

const iphone =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.2 Mobile/15E148 Safari/604.1";
const chromeOnIphone = iphone.replace("Version/18.2", "CriOS/131.0.6778.73");
const mac =
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.2 Safari/605.1.15";

export const phone = { name: "phone", width: 390, height: 844, mobile: true, agent: iphone };
export const otherPhone = { ...phone, agent: chromeOnIphone };
export const oldPhone = { ...phone, name: "small-phone", width: 320, height: 568, agent: iphone.replace("18_2", "11_4").replace("Version/18.2", "Version/11.0") };
export const tablet = { name: "tablet", width: 768, height: 1024, mobile: false, agent: mac };
export const desktop = { name: "desktop", width: 1440, height: 900, mobile: false, agent: mac };

const loginAs = (person) => ({
  fill: { "[name=username]": person.username, "[name=password]": person.password },
  click: "main form [type=submit]",
});

// The last person of the demo: the first one's phone is the simulated one.
const visitor = (demo) => demo.people[demo.people.length - 1];
const stranger = { username: "nobody.here", password: "not the password" };

export const portal = (demo) => [
  { name: "login", open: "/enroll", heading: "Set up your device" },
  { name: "login-refused", ...loginAs(stranger), heading: "Set up your device" },
  { name: "welcome", open: "/enroll", ...loginAs(visitor(demo)), heading: "What will happen" },
  { name: "install", click: ".thumb a.button", heading: "Install the profile" },
  { name: "downloaded", download: "#download", heading: "Install the profile" },
  { name: "left", click: "form[action='/enroll/logout'] [type=submit]", heading: "Set up your device" },
  { name: "assign", open: "/enroll", ...loginAs(demo.admin), heading: "Who is it for?" },
  { name: "assign-nobody", fill: { "#q": "nobody.here" }, click: "form[role=search] [type=submit]", heading: "Who is it for?" },
  { name: "assign-some", fill: { "#q": "de" }, click: "form[role=search] [type=submit]", heading: "Who is it for?" },
  { name: "assign-one", fill: { "#q": "zoe.young" }, click: "form[role=search] [type=submit]", heading: "Who is it for?" },
  { name: "assigned", click: ".person [type=submit]", heading: "What will happen" },
  { name: "left-again", quiet: true, click: "form[action='/enroll/logout'] [type=submit]", heading: "Set up your device" },
  { name: "lost", open: "/enroll/nothing/here" },
  { name: "invited", open: demo.links.invited, heading: "You’re invited" },
  { name: "invited-login", click: "form[action='/enroll/invitation'] [type=submit]", heading: "Set up your device" },
  { name: "invited-other-person", ...loginAs(visitor(demo)), heading: "Set up your device" },
  { name: "not-for-me", quiet: true, click: "form[action='/enroll/invitation/leave'] [type=submit]", heading: "Set up your device" },
  { name: "code-entry", click: "a[href='/enroll/code-entry']", heading: "Enter your code" },
  { name: "code-entry-wrong", fill: { "#code": "AAAAA-AAAAA" }, click: "main form [type=submit]", heading: "Enter your code" },
  { name: "invitation-withdrawn", open: demo.links.withdrawn, heading: "Your invitation was withdrawn" },
  { name: "invitation-unknown", open: "/i/0000000000", heading: "This link is not valid" },
  { name: "code-invited", quiet: true, open: demo.links.code, heading: "You’re invited" },
  { name: "code", click: "form[action='/enroll/invitation'] [type=submit]", heading: "Enter the code" },
  { name: "code-wrong", fill: { "#code": "000 00" }, click: "main form [type=submit]", heading: "Enter the code" },
  { name: "approval-invited", quiet: true, open: demo.links.approval, heading: "You’re invited" },
  { name: "approval", click: "form[action='/enroll/invitation'] [type=submit]", heading: "Waiting for approval" },
  { name: "left-approval", quiet: true, click: "form[action='/enroll/logout'] [type=submit]", heading: "Set up your device" },
];

// The same with script switched off, up to the profile; what looks at pages needs script itself.
export const portalWithoutScript = (demo) => portal(demo).map((step) => ({ ...step, quiet: true }));

// The drawings in other generations of iOS, and help that opens by itself only later.
export const portalInstall = (demo) => [
  { name: "welcome", open: "/enroll?browser=any", ...loginAs(visitor(demo)), heading: "What will happen" },
  { name: "install", click: ".thumb a.button", heading: "Install the profile" },
  ...["26", "15", "12", "10", "ipad"].map((ios) => ({ name: `install-${ios}`, open: `/enroll/install?ios=${ios}`, heading: "Install the profile" })),
  { name: "downloaded", download: "#download", heading: "Install the profile" },
  { name: "left", quiet: true, click: "form[action='/enroll/logout'] [type=submit]" },
];

// What people see who come with something else than Safari on an iPhone.
export const portalElsewhere = (demo) => [
  { name: "elsewhere", open: "/enroll" },
  { name: "welcome-elsewhere", open: "/enroll?browser=any", ...loginAs(visitor(demo)), heading: "What will happen" },
  { name: "handover", click: "#elsewhere [type=submit]", heading: "Continue on your iPhone or iPad" },
  { name: "back-here", quiet: true, open: "/enroll/welcome", heading: "What will happen" },
  { name: "left-elsewhere", quiet: true, click: "form[action='/enroll/logout'] [type=submit]" },
  { name: "invited-elsewhere", open: demo.links.invited, heading: "You’re invited" },
  { name: "handover-invited", click: "form[action='/enroll/handover'] [type=submit]", heading: "Continue on your iPhone or iPad" },
];

export const console = (demo) => [
  { name: "sign-in", open: "/console" },
  { name: "sign-in-refused", ...loginAs(stranger) },
  { name: "dashboard", open: "/console", ...loginAs(demo.admin), heading: "Dashboard" },
  { name: "devices", open: "/console/devices", heading: "Devices" },
  { name: "devices-none", open: "/console/devices?q=no-such-device", heading: "Devices" },
  { name: "device", open: "/console/devices", click: "main a[href^='/console/devices/']" },
  { name: "enrollments", open: "/console/enrollments" },
  { name: "enrollment", open: "/console/enrollments", click: "main a[href^='/console/enrollments/']" },
  { name: "enrollment-url", open: "/console/enrollment-url" },
  { name: "assignments", open: "/console/assignments", heading: "Assign from a list" },
  { name: "people", open: "/console/people", heading: "Built-in people" },
  { name: "people-import", open: "/console/people/import", heading: "Import people" },
  { name: "person-new", open: "/console/people/new", heading: "New person" },
  { name: "person", open: "/console/people", click: "main tbody a[href^='/console/people/']" },
  { name: "person-taken", open: "/console/people/new", fill: { "[name=username]": "zoe.young", "[name=full_name]": "Zoë" }, click: "main form [type=submit]", heading: "New person" },
  { name: "push-certificate", open: "/console/settings/push-certificate" },
  { name: "message-templates", open: "/console/settings/message-templates", heading: "Invitation Messages" },
  { name: "message-template", open: "/console/settings/message-templates/invitation/de", heading: "Invitation, German" },
  { name: "message-template-right-to-left", open: "/console/settings/message-templates/reminder/ar", heading: "Reminder, Arabic" },
  { name: "audit", open: "/console/settings/audit", heading: "Audit Log" },
  { name: "audit-verified", open: "/console/settings/audit", click: "form[action$='/verify'] [type=submit]", heading: "Audit Log" },
  { name: "audit-none", open: "/console/settings/audit?q=no-such-word", heading: "Audit Log" },
  { name: "accounts", open: "/console/settings/accounts", heading: "Accounts" },
  { name: "account-new", open: "/console/settings/accounts/new", heading: "New account" },
  { name: "account-faults", fill: { "[name=full_name]": "Ada North", "[name=username]": demo.admin.username, "[name=password]": "correct horse battery" }, click: "main form [type=submit]", heading: "New account" },
  { name: "account", open: "/console/settings/accounts", click: "main a.row" },
  { name: "account-groups", open: "/console/settings/account-groups", heading: "Groups of accounts" },
  { name: "account-group-new", open: "/console/settings/account-groups/new", heading: "New group" },
  { name: "account-group-of-directory", open: "/console/settings/account-groups/new?kind=directory", heading: "New group" },
  { name: "directories", open: "/console/settings/directories", heading: "Directory Services" },
  { name: "directory-new", open: "/console/settings/directories/new", heading: "Connect a directory" },
  { name: "sms-provider", open: "/console/settings/sms-provider", heading: "SMS Provider" },
  { name: "sms-provider-http", open: "/console/settings/sms-provider/edit?kind=http", heading: "Other HTTP interface" },
  { name: "device-again", quiet: true, open: "/console/devices", click: "main a[href^='/console/devices/']" },
  { name: "device-user", click: "main a[href$='section=user-and-location']" },
  { name: "device-assign", click: "main a[href$='/assign']" },
  { name: "device-assign-found", fill: { "main [name=q]": "de" }, click: "main section form [type=submit]" },
  { name: "sites", open: "/console/settings/sites", heading: "Sites" },
  { name: "site-new", open: "/console/settings/sites/new" },
  { name: "access", open: "/console/settings/enrollment-access", heading: "User-Initiated Enrollment" },
  { name: "access-for-all", open: "/console/settings/enrollment-access/00000000-0000-0000-0000-000000000001" },
  { name: "access-changed", check: "main [name=personal]", click: "main form .actions [type=submit]", heading: "User-Initiated Enrollment" },
  { name: "access-history", open: "/console/settings/enrollment-access/history", heading: "History of Access" },
  { name: "access-explained", open: `/console/settings/enrollment-access/explain?username=${demo.admin.username}` },
  { name: "agreement", open: "/console/settings/enrollment-agreement", heading: "User-Initiated Enrollment" },
  { name: "agreement-text", open: "/console/settings/enrollment-agreement/institutional/text/en" },
  { name: "agreement-history", open: "/console/settings/enrollment-agreement/institutional/history" },
  { name: "setting-general", open: "/console/settings/user-initiated-enrollment/general" },
  { name: "setting-messaging", open: "/console/settings/user-initiated-enrollment/messaging" },
  { name: "setting-messaging-language", open: "/console/settings/user-initiated-enrollment/messaging/ar/login" },
  { name: "setting-account-driven", open: "/console/settings/user-initiated-enrollment/account-driven" },
  { name: "setting-serial-numbers", open: "/console/settings/user-initiated-enrollment/serial-numbers" },
  { name: "identity-providers", open: "/console/settings/identity-providers" },
  { name: "identity-provider-new", open: "/console/settings/identity-providers/new" },
  { name: "poster", open: "/console/enrollment-url/poster?language=ar" },
  { name: "setting-devices", open: "/console/settings/user-initiated-enrollment/devices", heading: "User-Initiated Enrollment" },
  { name: "setting-re-enrollment", open: "/console/settings/user-initiated-enrollment/re-enrollment", heading: "Re-enrollment" },
  { name: "webhooks", open: "/console/settings/webhooks", heading: "Webhooks" },
  { name: "webhook-new", open: "/console/settings/webhooks/new", heading: "New webhook" },
  { name: "webhook-faults", fill: { "[name=name]": "Tickets", "[name=url]": "http://example.org/hooks" }, click: "main form [type=submit]", heading: "New webhook" },
  { name: "webhook", open: "/console/settings/webhooks/new", fill: { "[name=name]": "Tickets", "[name=url]": "http://localhost:9/hooks" }, click: "main form [type=submit]", heading: "Tickets" },
  { name: "webhook-tested", click: "form[action$='/test'] [type=submit]", heading: "Tickets" },
  { name: "api-tokens", open: "/console/settings/api-tokens" },
  { name: "my-account", open: "/console/account", heading: "My account" },
  { name: "authenticator-app", click: "form[action='/console/account/totp'] [type=submit]", heading: "Set up an authenticator app" },
  { name: "confirm-it-is-you", open: "/console/account/confirm", heading: "Confirm that it is you" },
  { name: "invitation-new", open: "/console/invitations/new", heading: "New invitation" },
  { name: "invitation-recipients", check: "main input[name=delivery][value=email]", click: "main form .actions [type=submit]", heading: "Recipients" },
  { name: "invitation-recipients-faulty", fill: { "#recipients": "Anna Berg <anna@example.org>, bob@example.org, nonsense" }, click: "main form .actions [type=submit][value=next]", heading: "Recipients" },
  { name: "invitation-terms", fill: { "#recipients": "Anna Berg <anna@example.org>, bob@example.org" }, click: "main form .actions [type=submit][value=next]", heading: "Terms" },
  { name: "invitation-terms-faulty", fill: { "#name": "Physics", "#zone": "Nowhere/Land" }, click: "main form .actions [type=submit]", heading: "Terms" },
  { name: "invitation-message", fill: { "#zone": "Europe/Stockholm" }, click: "main form .actions [type=submit]", heading: "Message" },
  { name: "invitation-review", click: "main form .actions [type=submit][value=next]", heading: "Review" },
  { name: "invitation-sent", click: "main form .actions [type=submit]", heading: "Physics" },
  { name: "invitation-edit", click: "main a[href$='/edit']", heading: "Edit" },
  { name: "invitations", open: "/console/invitations", heading: "Enrollment Invitations" },
  { name: "invitations-none", open: "/console/invitations?q=no-such-word", heading: "Enrollment Invitations" },
  { name: "invitation", open: "/console/invitations", click: "main tbody a.row" },
  { name: "invitation-recipient", click: "main tbody a.row" },
  { name: "invitation-again", quiet: true, open: "/console/invitations", click: "main tbody a.row" },
  { name: "invitation-devices", click: "main a[href$='/devices']", heading: "Enrolled Mobile Devices" },
  { name: "outbox", open: "/console/outbox", heading: "Outbox" },
  { name: "outbox-message", open: "/console/outbox", click: "main tbody a.row" },
  { name: "search", open: "/console/search?q=iPhone" },
  { name: "lost", open: "/console/nothing/here" },
];
