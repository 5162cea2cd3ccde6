//! The iPhones and iPads that are simulated, from iOS 10 to iOS 26, and how Safari on each introduces itself.

/// A product with the system it runs.
#[derive(Debug, PartialEq, Eq)]
pub struct Model {
    /// The name it is sold under, such as `iPhone 16 Pro`.
    pub name: &'static str,
    /// `ProductName`, such as `iPhone17,1`.
    pub product_name: &'static str,
    /// `OSVersion`, such as `18.6.2`.
    pub os_version: &'static str,
    /// `BuildVersion`, such as `22G100`.
    pub build_version: &'static str,
    /// The beginning of the order number; `Model` and `ModelNumber` are made of it.
    pub order_number: &'static str,
    /// Capacities it is sold with, in units of 10^9 octets.
    pub capacities: &'static [u32],
    /// Whether it has a modem.
    pub has_modem: bool,
    /// The chip that begins its UDID; `None` before A12, when a UDID was 40 hex digits.
    pub chip: Option<u32>,
}

/// What an index stands for, in turn; the first is what most people carry.
const MODELS: [Model; 14] = [
    phone("iPhone 16 Pro", "iPhone17,1", "18.6.2", "22G100", "MYND3", &[128, 256, 512, 1000], Some(0x8140)),
    phone("iPhone 17", "iPhone18,3", "26.0.1", "23A355", "MG6J4", &[256, 512], Some(0x8150)),
    phone("iPhone 15 Pro", "iPhone16,1", "17.7.2", "21H221", "MTUX3", &[128, 256, 512], Some(0x8130)),
    tablet("iPad (9th generation)", "iPad12,1", "17.7.10", "21H450", "MK2K3", &[64, 256], Some(0x8030)),
    phone("iPhone 13 mini", "iPhone14,4", "18.2.1", "22C161", "MLK03", &[128, 256], Some(0x8110)),
    phone("iPhone 12", "iPhone13,2", "16.7.10", "20H350", "MGJ53", &[64, 128, 256], Some(0x8101)),
    tablet("iPad Pro 11-inch (M4)", "iPad16,3", "26.0.1", "23A355", "MVV83", &[256, 512, 1000], Some(0x8132)),
    phone("iPhone SE (2nd generation)", "iPhone12,8", "17.6.1", "21G93", "MX9R2", &[64, 128], Some(0x8030)),
    phone("iPhone X", "iPhone10,6", "16.3.1", "20D67", "MQAC2", &[64, 256], None),
    phone("iPhone 7", "iPhone9,3", "15.8.3", "19H386", "MN8X2", &[32, 128], None),
    tablet("iPad Air 2", "iPad5,3", "11.4.1", "15G77", "MGL12", &[16, 64, 128], None),
    phone("iPhone 6", "iPhone7,2", "12.5.7", "16H81", "MG472", &[16, 64], None),
    phone("iPhone 11", "iPhone12,1", "14.8.1", "18H107", "MWLT2", &[64, 128], Some(0x8030)),
    phone("iPhone 5", "iPhone5,2", "10.3.4", "14G61", "MD297", &[16, 32], None),
];

const fn phone(
    name: &'static str,
    product_name: &'static str,
    os_version: &'static str,
    build_version: &'static str,
    order_number: &'static str,
    capacities: &'static [u32],
    chip: Option<u32>,
) -> Model {
    Model { name, product_name, os_version, build_version, order_number, capacities, has_modem: true, chip }
}

const fn tablet(
    name: &'static str,
    product_name: &'static str,
    os_version: &'static str,
    build_version: &'static str,
    order_number: &'static str,
    capacities: &'static [u32],
    chip: Option<u32>,
) -> Model {
    Model { name, product_name, os_version, build_version, order_number, capacities, has_modem: false, chip }
}

impl Model {
    /// Returns every model there is; the first is a recent iPhone.
    pub fn all() -> &'static [Self] {
        &MODELS
    }

    /// Returns the model of a device: each in turn, so that a fleet holds all of them.
    pub fn of(index: u32) -> &'static Self {
        &MODELS[index as usize % MODELS.len()]
    }

    /// Says whether it is an iPad.
    pub fn is_ipad(&self) -> bool {
        self.product_name.starts_with("iPad")
    }

    /// Returns major and minor number of the system.
    pub fn os(&self) -> (u32, u32) {
        let mut numbers = self.os_version.split('.').map(|number| number.parse().unwrap_or(0));
        (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0))
    }

    /// Returns the `User-Agent` of its Safari. Since iPadOS 13 an iPad calls itself a Macintosh; since iOS 26 the
    /// system's version is frozen and only `Version/` tells.
    pub fn user_agent(&self) -> String {
        let (major, minor) = self.os();
        let version = format!("{major}.{minor}");
        if self.is_ipad() && major >= 13 {
            return format!(
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) \
                 Version/{version} Safari/605.1.15"
            );
        }
        let system = if major >= 26 { "18_7".to_owned() } else { self.os_version.replace('.', "_") };
        let system = if self.is_ipad() {
            format!("iPad; CPU OS {system} like Mac OS X")
        } else {
            format!("iPhone; CPU iPhone OS {system} like Mac OS X")
        };
        let (engine, mobile, safari) = match major {
            ..=10 => ("603.3.8", self.build_version, "602.1"),
            _ => ("605.1.15", "15E148", "604.1"),
        };
        format!(
            "Mozilla/5.0 ({system}) AppleWebKit/{engine} (KHTML, like Gecko) Version/{version} \
             Mobile/{mobile} Safari/{safari}"
        )
    }

    /// Says whether its Safari sends `Sec-Fetch-Site` and its siblings.
    pub fn sends_fetch_metadata(&self) -> bool {
        self.os() >= (16, 4)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agent(product_name: &str) -> String {
        Model::all().iter().find(|model| model.product_name == product_name).unwrap().user_agent()
    }

    #[test]
    fn safari_introduces_itself_as_each_generation_does() {
        let phone = agent("iPhone14,4");
        assert!(phone.contains("(iPhone; CPU iPhone OS 18_2_1 like Mac OS X)"), "{phone}");
        assert!(phone.ends_with("Version/18.2 Mobile/15E148 Safari/604.1"), "{phone}");
        let frozen = agent("iPhone18,3");
        assert!(frozen.contains("OS 18_7 like") && frozen.contains("Version/26.0 "), "{frozen}");
        let pad = agent("iPad16,3");
        assert!(pad.contains("(Macintosh; Intel Mac OS X 10_15_7)") && !pad.contains("Mobile"), "{pad}");
        let old_pad = agent("iPad5,3");
        assert!(old_pad.contains("(iPad; CPU OS 11_4_1 like Mac OS X)"), "{old_pad}");
        assert!(agent("iPhone5,2").ends_with("Version/10.3 Mobile/14G61 Safari/602.1"));
    }

    #[test]
    fn models_cover_the_supported_systems_and_start_with_a_phone() {
        assert!(!Model::of(0).is_ipad());
        let majors: Vec<u32> = Model::all().iter().map(|model| model.os().0).collect();
        assert_eq!((majors.iter().min(), majors.iter().max()), (Some(&10), Some(&26)));
        assert_eq!(Model::of(u32::try_from(MODELS.len()).unwrap()), Model::of(0));
    }
}
