### The texts of the enrollment portal, in English: the one list of what there is to say.
###
### A group comment names the screen (`Screen` in `screen.rs`). The first line of a message's comment is its label for
### administrators, Jamf's label where there is one; further lines help translators. A key that ends in `-text` holds
### paragraphs of Markdown, and may be left blank by an administrator to leave them out; any other key is one line.
### `$organization` is known everywhere; other variables only where they stand here.

## page

# Page Title for Enrollment
# Above the first page.
page-title = Set up your device
# Step of steps
page-step = Step { $step } of { $steps }
# Heading of help
# Before the organization's sentence about whom to ask.
page-help-heading = Need help?
# Language
# The name of the link to the choice of language, read aloud before the language's name.
page-language = Language

## language

# Heading of the choice of language
language-title = Choose your language
# Language Selection Text
language-text = The pages on this device will speak it. Nothing else changes.
# Back Link
language-back = Back

## login

# Title of the window
login-title = Log in
# Login Page Text
login-text = Log in with the account that { $organization } gave you.
# Login Page Text for somebody invited
login-invited-text = { $inviter } invites you. Log in with the account that { $organization } gave you.
# Login Page Text for somebody invited by name
login-invited-by-name-text = { $inviter } invites **{ $recipient }**. Log in with the account that { $organization } gave you.
# Username Text
login-username = Username
# Password Text
login-password = Password
# Login Button Text
login-button = Log in
# Note below the button
login-note-text = Nothing on this device changes until you install a profile yourself, two steps from here.
# Note below the button for somebody invited
login-invited-note-text = Nothing on this device changes until you install a profile yourself.
# Link to the entry of a code
login-code-link = Have a code?
# Button that puts an invitation aside
login-leave-button = Go on without this invitation
# Fault: no username
login-username-missing = Enter your username.
# Fault: no password
login-password-missing = Enter your password.
# Problem: wrong username or password
# One answer for all reasons, so that nobody learns which accounts exist.
login-refused = The username or password is not right, or this account may not be used here.
# Problem: too many tries
# The variable is such as "in 5 minutes".
login-throttled = There were too many tries. Please try again { $wait }.
# Problem: the account may not set up devices
login-nothing-offered = Your account may not set up devices. Ask your administrator to let you.
# Problem: the account may set up personal devices only
login-personal-only = With your account only personally owned devices can be set up. They are added in Settings, not on this page. Ask your administrator.
# Problem: the organization's devices are signed in to in Settings
login-settings-instead = The devices of your organization are not set up on this page. On the device, open Settings › General › VPN & Device Management and choose “Sign In to Work or School Account”.
# Problem: the organization's devices are not set up by people themselves
login-administrator-instead = The devices of your organization are not set up on this page. Ask your administrator how it is done.
# Problem: the directory does not answer
login-directory-silent = The directory of { $organization } does not answer, so the people in it cannot log in right now. Try again in a few minutes. Local accounts still work: if you have one, check your username and password.
# Button for single sign-on
# The variable is what the organization calls its identity provider.
login-provider-button = Log in with { $provider }
# Heading between single sign-on and the form with a password
login-provider-or = Or with a username and password
# Heading of the page that leads on to single sign-on
login-leaving-title = On to { $provider }
# Text of the page that leads on to single sign-on
login-leaving-text = You log in at { $provider } and come back here by yourself.
# Button of the page that leads on to single sign-on
login-leaving-button = Go on to { $provider }
# Problem: passwords do not serve
login-passwords-off = Passwords do not serve here. Log in with the button above.
# Problem: this way of single sign-on is switched off
login-provider-off-text = Nobody can log in this way at the moment. Go back and choose another one.
# Problem: the answer of single sign-on is too late or was used
login-provider-over-text = This login was used already, took longer than ten minutes, or was begun in another browser. Begin again from the start.
# Problem: single sign-on was cancelled or refused
login-provider-declined-text = You were not let in there: the login was cancelled or refused. Begin again, or ask for help.
# Problem: the answer of single sign-on proves nothing
login-provider-unverified-text = What came back could not be verified, so nobody was logged in. Begin again. If it stays so, ask for help and give the reference.
# Problem: single sign-on did not say the username
login-provider-nameless-text = Your username did not come along. Ask for help and give the reference.

## ownership

# Title of the window and heading
ownership-title = Whose device is this?
# Device Ownership Page Text
ownership-text = That decides what { $organization } can see and do on it.
# Name of the devices of the organization
ownership-institutional-title = It belongs to { $organization }
# Institutional Ownership Button Name
ownership-institutional-button = Institutionally owned
# Name of one's own devices
ownership-personal-title = It belongs to me
# Personal Device Button Name
ownership-personal-button = Personally owned
# Read aloud before what the organization cannot do
ownership-not = Not possible:
# Personally owned, it can: facts
ownership-personal-can-facts = see the model, the iOS version and the apps for your work
# Personally owned, it can: settings
ownership-personal-can-set-up = set up accounts, networks and apps for your work
# Personally owned, it can: remove
ownership-personal-can-remove = take away again what it has set up
# Personally owned, it cannot: identify
ownership-personal-cannot-identify = see the serial number or the phone number
# Personally owned, it cannot: look
ownership-personal-cannot-see = see your own apps, photos, messages, or where you are
# Personally owned, it cannot: erase
ownership-personal-cannot-erase = erase the device or clear its passcode
# Note below
ownership-note-text = Not sure? Look who paid for it, or ask whoever gave it to you. You can come back to this page.
# Fault: nothing chosen
ownership-fault = Choose one of the two.

## eula

# Heading of the agreement
eula-title = Agreement
# Text above the agreement
eula-text = { $organization } asks you to read and accept this before the device is set up.
# Accept Button Text
eula-button = Accept
# Button for not accepting
eula-refuse-button = I do not accept

## sites

# Heading of the choice of a site
site-title = Choose the site
# Site Selection Text
site-text = Where does this device belong?
# Name of the list, read aloud
site-legend = Site
# Choice of no site
site-none = No site
# Note below the list
site-note-text = Not sure? Ask whoever gave you the account.
# Button
site-button = Continue
# Fault: none of the sites offered
site-fault = Choose one of these.

## certificate

# Title of the window and heading
certificate-title = Install the certificate
# CA Certificate Text
# Before it is downloaded.
certificate-text = With this certificate your device knows that it talks to { $organization } and to nobody else. Download it here, then install it in Settings within 8 minutes.
# CA Certificate Text once it is downloaded
certificate-fetched-text = Now open **Settings**, tap **Profile Downloaded** and install it. Then come back and continue.
# Drawing: install it
certificate-tap-install-text = It stands at the top right. Enter your passcode, tap **Install** again, then **Done**.
# CA Certificate Install Button Text
certificate-button = Download certificate
# Button to download it again
certificate-again-button = Download again
# Button to go on
certificate-next-button = It is installed: continue

## institutional-mdm

# Title of the window and heading
install-title = Install the profile
# Heading once the device is connecting
install-later-title = Almost there
# MDM Profile Installation Text
install-text = Download it here, then install it in Settings. iOS keeps it for 8 minutes.
# MDM Profile Pending Page Text
install-fetched-text = Now open **Settings** and tap **Profile Downloaded**. Then come back: this page knows how far you are.
# Text while the device is connecting
install-connecting-text = Your device is connecting. Leave it switched on for a moment.
# MDM Profile Install Button Name
install-button = Download profile
# Button for downloading once more
install-again-button = Download again
# Button for beginning again
install-logout-button = Log out and begin again
# Warning: the clock of the device is wrong
install-clock-text = The clock of this device is wrong. Set it in **Settings › General › Date & Time**, or the installation will fail.
# Until when to install, where the page cannot count down
install-before = Install it before { $time }
# Before the minutes and seconds that are left
install-left = Time left to install
# When no time is left
install-gone = iOS has thrown the profile away. Download it again.
# Heading of the progress
progress-title = Progress
# Step: logged in
progress-logged-in = Logged in
# Step: profile fetched
progress-profile-fetched = Profile fetched
# Step: certificate issued
progress-certificate-issued = Certificate issued
# Step: checked in
progress-checked-in = Device checked in
# Step: enrolled
progress-enrolled = Enrolled
# Read aloud after a step that is done
progress-done = done
# Read aloud after the step that is under way
progress-now = in progress
# Read aloud after a step that comes later
progress-to-come = to come
# Heading of the drawn screens
tap-title = What to tap
# Heading of the first drawing
tap-allow-title = Allow the download
# Text of the first drawing
# The words in bold are those of iOS in this language.
tap-allow-text = When Safari asks, tap **Allow**, then close the message.
# Heading of the second drawing
tap-settings-title = Open Settings
# Text of the second drawing
tap-settings-text = Tap **Profile Downloaded** near the top. Not there? Look in **General › VPN & Device Management**.
# Heading of the third drawing
tap-install-title = Tap Install
# Text of the third drawing
tap-install-text = It stands at the top right.
# Heading of the fourth drawing
tap-passcode-title = Enter your passcode
# Text of the fourth drawing
tap-passcode-text = The one that unlocks this device. Then tap **Install** again.
# Heading of the fifth drawing
tap-trust-title = Trust remote management
# Text of the fifth drawing
tap-trust-text = Tap **Trust**, then **Done**, and return to this page.
# In the drawings: leave the download
# These are the words of iOS in this language.
ios-ignore = Ignore
# Text of the first drawing, before iOS 12.2
tap-allow-opens-text = When Safari asks, tap **Allow**. Settings opens by itself.
# Text of the second drawing, before iOS 15
tap-settings-before-15-text = Tap **Profile Downloaded** near the top. Not there? Look in **General › Profiles & Device Management**.
# Text of the second drawing, on iPad
tap-settings-ipad-text = Tap **Profile Downloaded** at the side, near the top. Not there? Look in **General › VPN & Device Management**.
# Heading of the drawing with the warning
tap-warning-title = Read what it means
# Text of the drawing with the warning
tap-warning-text = iOS says what the profile does. Tap **Install** once more.
# Heading of the choice of other drawings
drawing-other-title = Looks different?
# Text above the choice of other drawings
drawing-other-text = Choose what is on your device.
# Choice of drawings: the newest
ios-generation-26 = iOS 26 or later
# Choice of drawings: 18
ios-generation-18 = iOS 18
# Choice of drawings: 15 to 17
ios-generation-15 = iOS 15 to 17
# Choice of drawings: 12 to 14
ios-generation-12 = iOS 12 to 14
# Choice of drawings: 10 and 11
ios-generation-10 = iOS 10 or 11
# Choice of drawings: iPad
ios-generation-ipad = iPad
# Drawing read aloud: the download
drawing-allow = Safari asks whether it may download a profile. Of the two answers, Allow is marked.
# Drawing read aloud: the row in Settings
drawing-profile-downloaded = The list of Settings. The row Profile Downloaded near the top is marked.
# Drawing read aloud: the profile
drawing-install = The profile in Settings. Install at the top is marked.
# Drawing read aloud: the passcode
drawing-passcode = iOS asks for the passcode of the device.
# Drawing read aloud: the warning
drawing-warning = iOS says what the profile does. Install at the top is marked.
# Drawing read aloud: remote management
drawing-trust = iOS asks whether you trust remote management. Of the two answers, Trust is marked.
# Drawing read aloud: General
drawing-general = General in Settings. The row About is marked.
# Drawing read aloud: About
drawing-about = About in Settings. The row Certificate Trust Settings at its end is marked.
# Drawing read aloud: the switch for a root certificate
drawing-trust-switch = Certificate Trust Settings. The switch beside the certificate is on, and marked.
# Drawing read aloud: the row with profiles
drawing-device-management = General in Settings. The row with the profiles is marked.
# Drawing read aloud: the row for accounts of work or school
drawing-sign-in = VPN & Device Management in Settings. The row for signing in to an account of work or school is marked.
# Heading of the help when nothing happens
install-help-title = Nothing happens?
# Help: the row is missing
install-help-row-text = **No row in Settings?** iOS keeps a profile for 8 minutes, and only the last one: download it again, and look in **General › VPN & Device Management** too.
# Help: a device that is managed or restricted
install-help-managed-text = **Still no row, or Install does nothing?** The device may be managed already, by a school, an employer or Screen Time. Whoever manages it has to release it first: look in **General › VPN & Device Management**.
# Help: Stolen Device Protection
# The words in bold are those of iOS in this language.
install-help-stolen-text = **Stolen Device Protection** asks for your face or finger, and away from familiar places it may let you wait an hour. Wait, do this at home or at work, or switch it off for a moment in **Settings › Face ID & Passcode**.
# Help: Lockdown Mode
install-help-lockdown-text = **Lockdown Mode** lets no profile in. Switch it off in **Settings › Privacy & Security** until the device is set up.
# Help: the clock
install-help-clock-text = **A wrong date or time** makes the installation fail. Switch on **Set Automatically** in **Settings › General › Date & Time**.
# Help: VPN and filters
install-help-vpn-text = **A VPN or a filter** can keep the device from reaching us. Switch it off until everything is done.
# In the drawings: allow the download
ios-allow = Allow
# In the drawings: the app Settings
ios-settings = Settings
# In the drawings: the row in Settings
ios-profile-downloaded = Profile Downloaded
# In the drawings: the heading of the profile
ios-install-profile = Install Profile
# In the drawings: install
ios-install = Install
# In the drawings: cancel
ios-cancel = Cancel
# In the drawings: the heading of the passcode
ios-enter-passcode = Enter Passcode
# In the drawings: the heading of the last question
ios-remote-management = Remote Management
# In the drawings: trust
ios-trust = Trust
# In the drawings: the heading of the warning
ios-warning = Warning
# In the drawings: the row General in Settings
ios-general = General
# In the drawings: the row About in General
ios-about = About
# In the drawings: the row for trust in certificates
ios-certificate-trust-settings = Certificate Trust Settings
# In the drawings: the row with the profiles, from iOS 15 on
ios-vpn-and-device-management = VPN & Device Management
# In the drawings: the row with the profiles, before iOS 15
ios-profiles-and-device-management = Profiles & Device Management
# In the drawings: the row for an account of work or school
ios-sign-in = Sign In to Work or School Account…

## user-enrollment-mdm

# Title of the window and heading
personal-title = Go on in Settings
# MDM Profile Installation Text
personal-text = A device of your own is added in Settings, not on this page. There is nothing to download.
# First step
# The words in bold are those of iOS in this language.
personal-step-settings = Open **Settings › General › VPN & Device Management**.
# Second step
# The words in bold are those of iOS in this language.
personal-step-sign-in = Tap **Sign In to Work or School Account**.
# Third step, where the account is known
personal-step-account = Type your Managed Apple Account: { $address }
# Third step, where it is not
personal-step-account-unknown = Type the Managed Apple Account that { $organization } gave you.
# Fourth step
personal-step-follow = Log in as you did here, and follow what the device shows.
# Note: which versions
personal-version-text = It needs iOS 15 or iPadOS 15, or later.
# Link to what the organization sees
personal-privacy-link = What { $organization } will see
# Link back to the choice
personal-back-link = It is not my own device
# Button for logging out
personal-logout-button = Log out of this page
# Title of the window and heading: privacy
privacy-title = Your own device and { $organization }
# Text above: privacy
privacy-text = When you sign in with your work account on a device of your own, iOS keeps work apart from everything else. This is exactly what that means.
# Heading of what it sees
privacy-sees-title = { $organization } sees
# It sees: the model
privacy-sees-model = the model, the version of iOS and the name of the device
# It sees: the account
privacy-sees-account = your Managed Apple Account, and when the device was heard of last
# It sees: apps
privacy-sees-apps = the apps, profiles and certificates that it has installed itself
# It sees: the state
privacy-sees-state = whether there is a passcode, and how much storage is free
# Heading of what it does not see
privacy-sees-not-title = { $organization } does not see
# It does not see: identifiers
privacy-sees-not-identifiers = the serial number, the UDID, the IMEI or the phone number: iOS gives it a number that ends with the enrollment
# It does not see: apps
privacy-sees-not-apps = which other apps you have, or your Apple Account
# It does not see: content
privacy-sees-not-content = photos, messages, mail, calls or the websites you visit
# It does not see: the place
privacy-sees-not-place = where the device is
# Heading of what it can do
privacy-does-title = { $organization } can
# It can: set up
privacy-does-set-up = set up accounts, networks and apps for your work
# It can: the passcode
privacy-does-passcode = ask for a passcode of six digits
# It can: remove
privacy-does-remove = take away what it has set up, with the data in it
# Heading of what it cannot do
privacy-does-not-title = { $organization } cannot
# It cannot: erase
privacy-does-not-erase = erase the device, or anything of your own on it
# It cannot: unlock
privacy-does-not-unlock = clear your passcode, or unlock the device
# It cannot: rights over the whole device
privacy-does-not-rule = forbid you apps or change settings of the whole device
# Note below: how to end it
privacy-end-text = You can end it at any time: sign out in **Settings › General › VPN & Device Management**. What was set up for work is then removed; everything else stays.
# Link back
privacy-back-link = Back

## complete

# Title of the window and heading
complete-title = All set
# Enrollment Complete Text
complete-text = This device is now managed by { $organization }. You can start using it.
# Heading of what was set up
complete-facts-title = What was set up
# Fact: who manages the device
complete-managed-by = Managed by
# Fact: whose device it is
complete-assigned-to = Assigned to
# Fact: who owns the device
complete-ownership = Ownership
# Fact: since when
complete-since = Since
# Ownership: the organization
complete-institutional = Institutionally owned
# Ownership: the person
complete-personal = Personally owned
# Heading of what is good to know
complete-know-title = Good to know
# Good to know: what comes by itself
complete-arrives = Accounts, networks and apps arrive by themselves over the next minutes.
# Good to know: where the profile is
complete-where = You find the profile in **Settings › General › VPN & Device Management**.
# Good to know: whom to ask
complete-ask = Questions? Ask your administrator at { $organization }.
# Log Out Button Name
complete-logout-button = Log out of this page
# Note at the end
complete-close-text = You can close this page.
# Enrollment Failed Text
# Above the reason why the device was refused.
failed-title = This did not work
# Name of the reference code
failed-reference = Reference
# Why it stopped: the profile had been used
stop-challenge-used = This profile has already been used. Remove it in Settings if it is still there, then download a new one here.
# Why it stopped: too late
stop-challenge-expired = The profile was installed too late. Download it again and install it within eight minutes.
# Why it stopped: no certificate
stop-request-refused = This device could not get its certificate. Update it to the newest iOS, then download the profile again.
# Why it stopped: another device
stop-other-device = The profile was used on another device. Begin again on the device you want to enroll.
# Why it stopped: other settings
stop-wrong-topic = The organization's settings changed while you were enrolling. Log out here and begin again.
# Why it stopped: the invitation is used up
stop-invitation-used-up = Meanwhile the invitation was used on other devices. Ask whoever invited you for a new one.
# Why it stopped: the invitation is for another device
stop-other-serial-number = This invitation is for another device. Use it on the device it was meant for, or ask for a new one.
# Why it stopped: the serial number is not admitted
stop-serial-number-not-admitted = Your organization does not know this device. Tell your administrator its serial number, in Settings › General › About, then begin again.
# Why it stopped: another kind of enrollment
stop-other-way = This device enrolled in another way than it was asked to. Begin again in Settings › General › VPN & Device Management.
# Why it stopped: no sign-in
stop-not-signed-in = This device did not show that you signed in. Begin again in Settings › General › VPN & Device Management.
# Why it stopped: the system is too old
stop-os-too-old = The system of this device is older than your organization admits. Update it in Settings › General › Software Update, then download the profile again.
# Why it stopped: the model is not admitted
stop-model-not-admitted = Your organization does not manage devices of this model. Use another device, or ask your administrator.
# Why it stopped: somebody else's device
stop-re-enrollment-refused = This device is in the records of your organization for somebody else. Only that person or an administrator can set it up again. Ask your administrator.

## welcome

# Title of the window and heading
welcome-title = What will happen
# Text above
welcome-text = { $organization } is going to manage this device. It takes about three minutes.
# Heading of who one is
welcome-you-title = You
# Name of somebody without a name
welcome-by-invitation = By invitation
# Button for somebody else
welcome-not-you-button = Not you?
# Heading of the steps
welcome-steps-title = Three steps
# Heading of the steps, where a certificate comes first
welcome-four-steps-title = Four steps
# Step with a certificate
# Where the server's certificate is private, before the others.
welcome-step-certificate = You **install a certificate** and switch it on, so that this device trusts our server.
# First step
welcome-step-download = You **download a profile** from this page.
# Second step
welcome-step-install = You **install it in Settings**, with your passcode. We show you each tap.
# Third step
welcome-step-back = You **come back here**. This page tells you when everything is done.
# Heading of what the organization can do
welcome-can-title = { $organization } will be able to
# It can: facts
welcome-can-facts = see the model, serial number, iOS version and storage
# It can: apps
welcome-can-apps = see which apps are installed
# It can: settings
welcome-can-set-up = set up accounts, networks and apps for your work
# It can: lock and erase
welcome-can-erase = lock the device, clear its passcode or erase it
# Heading of what the organization cannot do
welcome-cannot-title = { $organization } cannot
# It cannot: messages
welcome-cannot-messages = read your messages, mail or notes
# It cannot: photos
welcome-cannot-photos = see your photos or the websites you visit
# It cannot: passwords
welcome-cannot-passwords = listen in, or see your passwords
# Note for a device of the organization
welcome-institutional-text = This device is set up as institutionally owned. You can stop here: nothing changes until you install the profile.
# Note for a device of one's own
welcome-personal-text = This device is set up as personally owned. You can stop here: nothing changes until you install the profile.
# Button
welcome-button = Continue

## user

# Title of the window
user-title = Assign to user
# Heading
user-heading = Who is it for?
# Text above the field
user-text = Look up the person who will use this device.
# Name of the field
user-field = Username, name or e-mail address
# Button for searching
user-search-button = Search
# Read aloud: the username was found
user-found = Found
# Fault: too little typed
user-too-short = Type at least two characters.
# Fault: nobody found
user-nobody = Nobody is found by “{ $searched }”. Check the spelling.
# Fault: nobody could be asked
user-silent = Nobody could be looked up just now. Try again in a minute.
# Fault: the person is gone
user-unknown = The directory does not know this person any more. Search again.
# Note: not all directories answered
user-not-all = Not everybody could be looked up: { $directories } does not answer.
# How many were found
user-count = { $count ->
    [one] One person
   *[other] { $count } people
}
# Button for assigning
user-assign-button = Assign
# The same button, read aloud
user-assign-to = Assign to { $name }
# Note: whom it is for so far
user-so-far = So far the device is for { $name }.
# Note: it is for nobody so far
user-so-far-nobody = So far the device is for nobody.
# Link for keeping it so
user-keep-link = Keep it so
# Button for nobody
user-blank-button = Continue without a user

## code

# Title of the window and heading
code-title = Enter the code
# Text above the field
code-text = We have sent six digits to **{ $address }**. They are good for ten minutes.
# Name of the field
code-field = Code
# Button
code-button = Continue
# Button for another code
code-again-button = Send another code
# Note: another code was sent
code-sent-again = Another code is on its way. Only the newest one counts.
# Note below
code-note-text = Nothing came? Look whether that address or number is still yours, and ask whoever invited you.
# Button for stopping
code-stop-button = Stop here
# Fault: nothing typed
code-missing = Enter the six digits.
# Fault: a wrong code
code-refused = This code is not right, or it is older than ten minutes.
# Problem: too many codes
code-used-up = There were too many codes. Begin again from your invitation.

## approval

# Title of the window and heading
approval-title = Waiting for approval
# Text above
approval-text = Whoever invited you has been told, and decides about this device. There is nothing you have to do.
# First step
approval-yours = You have done your part
# Second step
approval-theirs = Somebody approves
# Third step
approval-then = You install the profile
# Note below
approval-note = This page goes on by itself. You can leave it and come back later in this browser.
# Button for looking again
approval-button = Look again
# Button for stopping
approval-stop-button = Stop here

## reenrollment

# Title of the window and heading
known-title = This device is known
# Text above
known-text = This { $kind } was set up before. It belongs to **{ $user }**.
# What to call a device of which no more is known
known-kind = device
# Heading of the facts
known-facts-title = What becomes of it
# Fact: the device
known-device = Device
# Fact: whose it is now
known-now = Belongs to
# Fact: whose it becomes
known-then = Will belong to
# It stays whose it is
known-same = It stays with { $user }, and is set up anew.
# It becomes somebody else's
known-becomes = It will belong to { $becomes }. What { $user } was given on it by the organization is removed.
# It stays until somebody confirms
known-stays = It stays with { $user } in the records until an administrator confirms the change.
# It becomes nobody's
known-nobody = It will belong to nobody in the records.
# Somebody else may not enroll it
known-refused = Only { $user } or an administrator can set it up again. Ask your administrator.
# Button
known-button = Yes, set it up
# Button for another device
known-other-button = This is another device
# Button for stopping
known-stop-button = Stop here

## invitation

# Title of the window and heading
invitation-title = You’re invited
# Text above
invitation-text = **{ $inviter }** invites you to set up this device with { $organization }.
# Fact: for whom
invitation-for = For
# Fact: from whom
invitation-from = From
# Fact: until when
invitation-ends = Ends
# Heading of the steps
invitation-steps-title = What will happen
# Step: logging in
invitation-step-login = You **log in** with the account that { $organization } gave you.
# Step: entering a code
invitation-step-code = You **enter a code** that we send to { $address }.
# Step: approval
invitation-step-approval = { $inviter } **approves** this device.
# Step: installing
invitation-step-install = You **install a profile** in Settings. We show you each tap.
# Step: being managed
invitation-step-managed = { $organization } then **manages this device**. You read beforehand what that means.
# Note below the steps
invitation-note-text = Nothing on this device changes until you install the profile yourself.
# Button
invitation-button = Continue
# Button for somebody else's invitation
invitation-leave-button = Not for me
# Text on a computer
invitation-computer-text = **{ $inviter }** invites you to set up a device with { $organization }. Take the iPhone or iPad that you want to set up.
# Text in a browser that is not Safari
invitation-browser-text = **{ $inviter }** invites you to set up a device with { $organization }. iOS takes profiles reliably only from Safari, and this is { $browser }.
# Heading of the way by the message
invitation-message-title = With your message
# By the message, in another browser: first
invitation-browser-back = Go back to the message with your invitation.
# By the message, in another browser: second
invitation-browser-copy = Touch and hold the link, and **copy** it.
# By the message, in another browser: third
invitation-browser-paste = Open **Safari**, paste the link into the address bar and go.
# By the message, on a computer: first
invitation-computer-open = Open the message with your invitation **on that device**.
# By the message, on a computer: second
invitation-computer-tap = Tap the link in it. It opens in **Safari**.
# Heading of the way by the code
invitation-code-title = Or with the code in your message
# By the code: where to go
# The variable is an address to type.
invitation-code-address = Open { $address } in Safari.
# By the code, on a computer: where to go
invitation-code-address-or-picture = Open { $address } in Safari, or point the camera at the picture below.
# By the code: second
invitation-code-tap = Tap **Have a code?**
# By the code: third
invitation-code-type = Type the code from your message.
# Title of the page for typing a code
code-entry-title = Enter your code
# Text of the page for typing a code
code-entry-text = Ten letters and digits: below the link in your invitation, or on the other device on which you have begun.
# Name of the field for the code
code-entry-field = Code
# Button of the page for typing a code
code-entry-button = Continue
# Note on the page for typing a code
code-entry-note-text = Capitals and dashes do not matter.
# Link for those without a code
code-entry-none-link = I have no code
# Fault: no code typed
code-entry-missing = Enter the code.
# Fault: no such code
code-entry-unknown = This link or code is not valid. Check it, or ask whoever invited you for a new one.
# Heading: no such link
# One page for all links that do not exist.
invitation-unknown-title = This link is not valid
# Text: no such link
invitation-unknown-text = No invitation belongs to it. Check that the whole link or code arrived, or ask whoever invited you for a new one.
# Heading: expired
invitation-expired-title = Your invitation has expired
# Text: expired
invitation-expired-text = It was good for a limited time, and that time is over.
# Heading: withdrawn
invitation-revoked-title = Your invitation was withdrawn
# Text: withdrawn
invitation-revoked-text = Whoever invited you has taken it back, so it serves no longer.
# Heading: paused
invitation-paused-title = Your invitation is paused
# Text: paused
invitation-paused-text = It rests for the moment. Your link stays good: try it again later, or ask whoever invited you.
# Heading: used up
invitation-used-up-title = Your invitation has been used
# Text: used up
invitation-used-up-text = As many devices as it was meant for have been set up with it, or are being set up right now.
# Heading: at certain hours only
invitation-outside-hours-title = Come back a little later
# Text: at certain hours only
invitation-outside-hours-text = This invitation works at certain hours only, and this is not one of them. Your link stays good. Whoever invited you knows the hours.
# Heading: for another person
invitation-other-person-title = This invitation is for somebody else
# Text: for another person
invitation-other-person-text = Log in with the account it was sent to, or ask whoever invited you for an invitation of your own.
# Problem at the login: for another person
invitation-other-person = This invitation is for somebody else. Log in with the account it was sent to.
# Button for asking for a new link
invitation-ask-button = Request a new link
# Note below that button
invitation-ask-note-text = This tells { $inviter }, who decides about it.
# Heading: asked just now
invitation-told-title = We told { $inviter }
# Text: asked just now
invitation-told-text = A new message comes to you when they send one. You can close this page.
# Heading: asked before
invitation-asked-title = You have asked already
# Text: asked before
invitation-asked-text = { $inviter } knows that you would like a new link.
# Button for trying again
invitation-again-button = Try again
# Button for going on without
invitation-without-button = Go on without this invitation

## browser

# Title of the window in a browser that is not Safari
browser-title = Open in Safari
# Heading in a browser that is not Safari
browser-heading = Open this page in Safari
# Text in a browser that is not Safari
browser-text = Setting up a device needs a profile, and iOS takes profiles reliably only from Safari. You are using { $browser }.
# First step
browser-step-copy = Copy the link below.
# Second step
browser-step-open = Open **Safari**.
# Third step
browser-step-paste = Paste the link into the address bar and go.
# Name of the field with the link
browser-link = Link
# Button for copying
browser-copy-button = Copy link
# Read aloud: the link is copied
browser-copied = Copied
# Heading of the QR code
browser-camera = Use another device’s camera
# Link for going on all the same
browser-anyway-link = Try it in this browser anyway
# Name of the QR code, read aloud
browser-qr = QR code of this page’s address
# A browser of an app
browser-of-app = { $app }’s built-in browser
# A browser of an app without a name
browser-of-some-app = an app’s built-in browser
# The Google app
browser-google-app = the Google app
# Title of the window and heading on a computer
computer-title = Continue on your iPhone or iPad
# Text on a computer
computer-text = Point its camera at this code, then tap the link that appears.
# Above the address on a computer
computer-address = or type this address in Safari
# Text on an Android phone or tablet
computer-android-text = Android devices are not set up here. Point the camera of the iPhone or iPad that you want to set up at this code, then tap the link that appears.
# Button that opens Safari
browser-open-button = Open in Safari
# Text below that button
browser-open-text = Nothing happened? Then go this way.
# Link for an iPad that was taken for a computer
computer-ipad-link = This is the iPad I want to set up

## trust

# Title of the window and heading
trust-title = Switch the certificate on
# Text above
trust-text = Your device believes a certificate that was installed by hand only once you switch it on. Open **Settings › General › About › Certificate Trust Settings**.
# Said while the page looks
trust-waiting = Waiting for the switch. This page goes on by itself.
# Said when it is not switched on
trust-untrusted = Not switched on yet. This page looks every two seconds.
# Said when there is no connection
trust-offline = This device has no connection to the server right now.
# Said when it is switched on
trust-trusted = Switched on. On to the profile …
# Drawing: the way to About
trust-tap-about-title = Settings › General › About
# Text of the drawing
trust-tap-about-text = In **Settings** tap **General**, then **About**, at the very top.
# Drawing: Certificate Trust Settings
trust-tap-settings-title = Certificate Trust Settings
# Text of the drawing
trust-tap-settings-text = Scroll to the very end and tap **Certificate Trust Settings**.
# Drawing: the switch
trust-tap-switch-title = Switch it on
# Text of the drawing
# $certificate is the name under which Settings lists it.
trust-tap-switch-text = Switch on **{ $certificate }**, tap **Continue**, and come back to this page.
# Button to go on
trust-button = It is switched on: continue
# Button to go on when the page has not seen it
trust-anyway-button = Continue anyway
# Note below
trust-missing-text = Certificate Trust Settings is missing? Then the certificate is not installed yet.
# Link back to the certificate
trust-back-link = Install the certificate

# Heading: the device seems not to be admitted
unsuited-title = This device may not fit
# The system seems too old
unsuited-old-text = It seems to have iOS { $version }, and { $organization } asks for { $minimum } or later. Update it in **Settings › General › Software Update**, then come back.
# The kind of device is not admitted
unsuited-kind-text = It seems to be an { $kind }, and { $organization } does not manage these.
# Link for going on all the same
unsuited-go-on-link = Go on all the same
# Heading: the portal enrolls nothing
# Below it stands the answer that a login gets.
closed-title = Not on this page
## handover

# Title of the window and heading
handover-title = Continue on your iPhone or iPad
# Link on other pages
handover-link = Continue on another device
# Heading on other pages, in a browser that is not on an iPhone or iPad
handover-elsewhere-title = Is this the device you want to set up?
# Text on other pages, in a browser that is not on an iPhone or iPad
handover-elsewhere-text = The profile is installed on the iPhone or iPad itself. Take what you have begun with you: you need not log in again.
# Text before the code is shown
handover-text = What you have begun here goes on there, and you need not log in again. This page then only follows.
# Text before the code is shown, for somebody invited
handover-invitation-text = Your invitation goes with you.
# Button that shows the code
handover-button = Show the code
# Text above the QR code
handover-scan-text = Point the camera of your iPhone or iPad at this picture, then tap the link that appears.
# Name of the QR code, read aloud
handover-qr = QR code for continuing on another device
# Heading of the code
handover-code-title = Or type a code
# By the code: where to go
# The variable is an address to type.
handover-code-address = Open { $address } in Safari.
# By the code: second
handover-code-tap = Tap **Have a code?**
# By the code: third
handover-code-type = Type this:
# Until when the code serves
handover-until = It serves once, until { $time }.
# Before the minutes and seconds that are left
handover-left = Time left
# While nobody has come
handover-waiting = Waiting for your device…
# Text when the code is too old
handover-late-text = The code was good for ten minutes, and that time is over.
# Button for another code
handover-again-button = Show a new code
# Text in a browser on iOS that is not Safari
handover-safari-text = Go on in Safari: it begins where you are.
# Button that opens Safari
handover-safari-button = Open in Safari
# Text below that button
handover-safari-else-text = Nothing happened? Copy the link, open **Safari**, and paste it into the address bar.
# Link for staying
handover-stay-link = Continue here instead
# Heading once the other device goes on
handover-gone-title = Continued on your other device
# Text once the other device goes on
handover-gone-text = The rest happens there. This page shows how far it is, and you can close it at any time.
# Text once the other device goes on, for an invitation
handover-gone-invitation-text = Your invitation is open on the other device. You can close this page.
# Heading once the other device is set up
handover-enrolled-title = Your other device is set up
# Text once the other device is set up
handover-enrolled-text = It is now managed by { $organization }. You can close this page.
# Text where the other device was refused
handover-stopped-text = Something did not work. Your other device says what to do.
# Button for leaving
handover-leave-button = Begin something new here
# Heading on the device that takes over
handover-take-title = Continue here?
# Text on the device that takes over
handover-take-text = **{ $person }** has begun to set up a device. It goes on here, where it stopped.
# Text on the device that takes over, for an invitation or somebody without a name
handover-take-invited-text = An invitation was opened on another device. It goes on here.
# Note on the device that takes over
handover-take-note-text = Continue only if you made this code yourself. Nothing on this device changes until you install a profile.
# Button on the device that takes over
handover-take-button = Continue here
# Button for not taking over
handover-refuse-button = Not for me
# Heading: the code was used
handover-taken-title = This code has been used
# Text: the code was used
handover-taken-text = Each code serves once. Make a new one where you got it.
# Heading: the code is too old
handover-expired-title = This code is too old
# Text: the code is too old
handover-expired-text = Each code is good for ten minutes. Make a new one where you got it.
# Heading: what the code was for is over
handover-over-title = There is nothing to continue
# Text: what the code was for is over
handover-over-text = What this code was for is over, or goes on elsewhere. Begin from the start.
# Note: a new start has replaced an earlier one
handover-replaced-text = You had begun before in this browser. That is over now; this is your new beginning.

## ended

# Heading: the device is no longer managed
ended-checked-out-title = No longer managed
# Text: the device is no longer managed
ended-checked-out-text = The profile was removed from the device, so it is not managed any more. You can set it up again.
# Heading: set up once more
ended-superseded-title = Set up anew
# Text: set up once more
ended-superseded-text = The device has been set up once more since. This page belongs to the earlier time.
# Heading: the account has changed
ended-withdrawn-title = Your account has changed
# Text: the account has changed
ended-withdrawn-text = It was closed or given a new password while you were on your way. Log in once more to begin again.
# Heading: logged out
ended-logged-out-title = You logged out
# Text: logged out
ended-logged-out-text = The profile you may have downloaded is no longer good. Log in once more to begin again.
# Heading: the invitation was withdrawn
ended-invitation-revoked-title = Your invitation was withdrawn
# Text: the invitation was withdrawn
ended-invitation-revoked-text = The organization has withdrawn or paused the invitation. Ask whoever invited you for a new one.
# Heading: not approved
ended-declined-title = Not approved
# Text: not approved
ended-declined-text = Whoever invited you has not approved this device. Ask them, if you think that is a mistake.
# Heading: too late
ended-expired-title = Your time here is over
# Text: too late
ended-expired-text = For your safety each log-in serves for a limited time. Nothing is lost: log in once more and go on.
# Button for beginning again
ended-button = Begin again

## problem

# Button back to the start
problem-button = Back to the start
# Name of the reference code
problem-reference = Reference
# Note on the reference code
problem-reference-text = If you ask for help, give this code.
# Heading: no such page
problem-nothing-title = Nothing here
# Text: no such page
problem-nothing-text = This address does not exist. Check the link, or begin from the start.
# Heading: a button that does not work
problem-method-title = That does not work here
# Text: a button that does not work
problem-method-text = Go back and use the page's buttons.
# Heading: a form from elsewhere
problem-foreign-title = That was not sent from this page
# Text: a form from elsewhere
problem-foreign-text = For your safety the request was refused. Open the page again and try once more.
# Heading: too large
problem-large-title = Too much at once
# Text: too large
problem-large-text = What you sent is larger than this page accepts.
# Heading: too many tries
problem-throttled-title = Too many tries
# Text: too many tries
problem-throttled-text = Wait a moment, then try again.
# Heading: unreadable
problem-unreadable-title = That could not be read
# Text: unreadable
problem-unreadable-text = Go back, check what you entered and try again.
# Heading: something is broken
problem-broken-title = Something went wrong here
# Text: something is broken
problem-broken-text = It is not your fault. Try again in a few minutes.
# Heading: something outside does not answer
problem-silent-title = Something does not answer
# Text: something outside does not answer
problem-silent-text = Something that this needs does not answer. Try again in a few minutes.
# Heading: very busy
problem-busy-title = Very busy right now
# Text: very busy
problem-busy-text = The server has a lot to do. Try again in a few seconds.
# Heading: not possible
problem-refused-title = That is not possible
# Text: not possible
problem-refused-text = Go back to the start and try once more. If it happens again, ask your administrator.
# Text: not ready yet
problem-not-ready-text = This server is not ready to set up devices. Ask your administrator.
# Heading: too many wrong links
problem-wrong-links-title = Too many wrong links
# Text: too many wrong links
problem-wrong-links-text = From your network many links came that do not exist. Wait a few minutes, then begin from the start.
# Heading: no such profile
profile-unknown-title = This link is not valid
# Text: no such profile
profile-unknown-text = No profile belongs to this link. Begin from the start, and use the download button there.
# Heading: the profile's link is too old
profile-expired-title = This link is too old
# Text: the profile's link is too old
profile-expired-text = The profile could be downloaded only for a limited time after the log-in. Log in once more to get a new one.
# Heading: no sign-in for an account
account-refused-title = This does not go on
# Text: the sign-in is over
account-over-text = This sign-in took too long, or was finished before. Begin again in Settings.
# Text: another account than one's own
account-other-text = You typed another account in Settings than your own. Begin again in Settings with the account that your organization gave you.
# Text: such devices are not set up
account-device-text = Your organization does not set up this device in this way. Update it in Settings › General › Software Update, or ask your administrator.
# Text: such accounts are not set up
account-not-offered-text = Signing in to an account in Settings is not offered to you here. Ask your administrator.
# Heading: the profile is used
profile-used-title = This profile has been used
# Text: the profile is used
profile-used-text = A device has been set up with it already. To set up another device, or this one again, begin from the start.
# Heading: the enrollment is over
profile-ended-title = This enrollment is over
# Text: the enrollment is over
profile-ended-text = The profile serves no longer. Log in once more to get a new one.
# Refused: the device is personally owned
profile-personal-text = A device of your own is added in Settings, not by a profile.
# Text: not everything is answered
profile-unanswered-text = Some questions are still open. Go back to the start, and answer them first.
# Text: the answers are settled
profile-settled-text = The profile was downloaded already, so this can no longer be changed. Log out and begin again to change it.
# Text: not offered
profile-not-offered-text = This was not offered to you. Go back to the start and choose again.

## poster

# Poster Title
poster-title = Set up your iPhone or iPad
# What to do with the code
poster-lead = Point the camera at this code and tap the link that appears.
# Before the address
# The enrollment URL stands below it.
poster-or-type = or type this address in Safari
# First step
poster-step-log-in = Log in with the account that { $organization } gave you.
# Second step
poster-step-download = Download the profile and install it in Settings. The page shows you each tap.
# Third step
poster-step-done = Go back to the page: it tells you when everything is done.

## time

# A day and a time of it
# The month is one of the names below. The time is in UTC.
time-exact = { $day } { $month } { $year }, { $time } UTC
# A time of the day
time-of-day = { $time } UTC
# In seconds
time-in-seconds = in a few seconds
# In less than a minute
time-in-moment = in less than a minute
# In minutes
time-in-minutes = { $count ->
    [one] in { $count } minute
   *[other] in { $count } minutes
}
# In hours
time-in-hours = { $count ->
    [one] in { $count } hour
   *[other] in { $count } hours
}
# In days
time-in-days = { $count ->
    [one] in { $count } day
   *[other] in { $count } days
}
# January
time-month-1 = Jan
# February
time-month-2 = Feb
# March
time-month-3 = Mar
# April
time-month-4 = Apr
# May
time-month-5 = May
# June
time-month-6 = Jun
# July
time-month-7 = Jul
# August
time-month-8 = Aug
# September
time-month-9 = Sep
# October
time-month-10 = Oct
# November
time-month-11 = Nov
# December
time-month-12 = Dec
