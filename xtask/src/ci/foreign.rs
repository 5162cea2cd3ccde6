//! The programs of others that the tests call, and the Debian packages they come in.

use std::path::Path;

use super::Extent;
use super::command::{is_root, on_path, output, run_with};

struct Foreign {
    /// A program on the search path, or an absolute path, that is there when the package is.
    sign: &'static str,
    package: &'static str,
    /// The least extent of a run that calls it.
    needed_from: Extent,
}

const FOREIGN: [Foreign; 22] = [
    fast("/usr/lib/postgresql", "postgresql"),
    fast("/usr/sbin/slapd", "slapd"),
    fast("/usr/lib/python3/dist-packages/aiosmtpd/smtp.py", "python3-aiosmtpd"),
    fast("/usr/lib/dovecot/imap", "dovecot-imapd"),
    fast("/usr/sbin/postfix", "postfix"),
    fast("pki", "strongswan-pki"),
    fast("/usr/lib/ipsec/plugins/libstrongswan-curl.so", "libstrongswan-extra-plugins"), // it speaks HTTP by this
    fast("scepclient", "scep"),
    fast("plistutil", "libplist-utils"),
    fast("openssl", "openssl"),
    whole("chromium", "chromium"),
    whole("certutil", "libnss3-tools"), // what Chromium trusts
    whole("WebKitWebDriver", "webkit2gtk-driver"),
    whole("Xvfb", "xvfb"),
    whole("openbox", "openbox"),
    whole("import", "imagemagick"),
    whole("/usr/share/fonts/truetype", "fonts-dejavu-core"),
    fast("/usr/sbin/bearerbox", "kannel"),
    fast("/usr/lib/kannel/test/fakesmsc", "kannel-extras"),
    fast("node", "nodejs"),
    fast("npm", "npm"),
    whole("c++", "g++"), // the fuzzer's own runtime
];

const fn fast(sign: &'static str, package: &'static str) -> Foreign {
    Foreign { sign, package, needed_from: Extent::Fast }
}

const fn whole(sign: &'static str, package: &'static str) -> Foreign {
    Foreign { sign, package, needed_from: Extent::Whole }
}

/// Installs what is missing when it may; otherwise says what to install.
pub(crate) fn install(extent: Extent) -> Result<(), String> {
    let needed =
        FOREIGN.iter().filter(|foreign| foreign.needed_from == Extent::Fast || extent == Extent::Whole);
    let missing: Vec<&str> =
        needed.filter(|foreign| !is_there(foreign.sign)).map(|foreign| foreign.package).collect();
    if missing.is_empty() {
        println!("all foreign programs are there");
        return Ok(());
    }
    let told = format!("missing packages: {}", missing.join(" "));
    let apt: &[&str] = match (on_path("apt-get"), is_root()) {
        (Some(_), true) => &["apt-get"],
        (Some(_), false) if output("sudo", &["-n", "true"]).is_ok_and(|(well, _)| well) => {
            &["sudo", "-n", "apt-get"]
        }
        _ => return Err(format!("{told}\ninstall them (their names are Debian's) and start again")),
    };
    println!("{told}");
    let quiet = [("DEBIAN_FRONTEND", "noninteractive")];
    let call = |words: &[&str]| run_with(apt[0], &[&apt[1..], words].concat(), &quiet);
    call(&["update", "-qq"])?;
    call(&[&["install", "-qq", "-y", "--no-install-recommends"], missing.as_slice()].concat())
}

fn is_there(sign: &str) -> bool {
    if sign.starts_with('/') { Path::new(sign).exists() } else { on_path(sign).is_some() }
}
