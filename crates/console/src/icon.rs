//! Icons: a few of the Lucide set, drawn into the page. Always beside a word, hence hidden from screen readers.

use std::fmt;

macro_rules! icons {
    ($($(#[$doc:meta])* $name:ident = $file:literal;)*) => {
        /// An icon.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub(crate) enum Icon {
            $($(#[$doc])* $name,)*
        }

        impl fmt::Display for Icon {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self {
                    $(Self::$name => include_str!(concat!("../assets/icons/", $file, ".svg")),)*
                })
            }
        }
    };
}

icons! {
    Account = "circle-user-round";
    ArrowDown = "arrow-down";
    ArrowRight = "arrow-right";
    ArrowUp = "arrow-up";
    Bell = "bell-ring";
    Check = "check";
    ChevronDown = "chevron-down";
    ChevronRight = "chevron-right";
    CircleCheck = "circle-check";
    CircleDashed = "circle-dashed";
    CircleX = "circle-x";
    Clock = "clock";
    Copy = "copy";
    Cross = "x";
    Download = "download";
    House = "house";
    Inbox = "inbox";
    Info = "info";
    Key = "key-round";
    Link = "link-2";
    List = "list-checks";
    LogOut = "log-out";
    Mail = "mail";
    Menu = "menu";
    Message = "message-square-text";
    MessageText = "message-square-text";
    Pencil = "pencil";
    Phone = "smartphone";
    Plus = "plus";
    QrCode = "qr-code";
    Refresh = "refresh-cw";
    Scroll = "scroll-text";
    Search = "search";
    Send = "send";
    Server = "server";
    Site = "map-pin";
    Upload = "upload";
    UserCheck = "user-check";
    UserPlus = "user-plus";
    Users = "users";
    Warning = "triangle-alert";
    Webhook = "webhook";
}

impl askama::filters::HtmlSafe for Icon {}
