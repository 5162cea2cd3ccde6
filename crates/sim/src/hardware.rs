//! One device as it lies in a hand: numbers engraved at the factory, a SIM, a name, and what its owner put on it. All of
//! it follows from a seed and an index.

use std::fmt::Write as _;

use apple_mdm::response::InstalledApplication;

use crate::{Model, application::applications, random::Random};

/// What is particular to a device.
#[derive(Debug, Clone, PartialEq)]
pub struct Hardware {
    /// `SerialNumber`: ten characters at random, or twelve before 2021.
    pub serial_number: String,
    /// `UDID`, in the form of its chip's generation.
    pub udid: String,
    /// `DeviceName`.
    pub device_name: String,
    /// `DeviceCapacity` in units of 10^9 octets.
    pub capacity: f64,
    /// `AvailableDeviceCapacity` in units of 10^9 octets.
    pub available_capacity: f64,
    /// `BatteryLevel` from 0 to 1.
    pub battery_level: f64,
    /// `WiFiMAC`.
    pub wifi_mac: String,
    /// `BluetoothMAC`.
    pub bluetooth_mac: String,
    /// `EASDeviceIdentifier`.
    pub eas_device_identifier: String,
    /// The modem and its SIM, where there is one.
    pub modem: Option<Modem>,
    /// What its owner installed.
    pub applications: Vec<InstalledApplication>,
    /// Whether a passcode is set.
    pub has_passcode: bool,
}

/// A modem with a SIM in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Modem {
    /// `IMEI`, grouped as devices write it, with its check digit.
    pub imei: String,
    /// `MEID`: the IMEI without its check digit.
    pub meid: String,
    /// `ICCID` of the SIM.
    pub iccid: String,
    /// `EID` of the embedded SIM.
    pub eid: String,
    /// `PhoneNumber`, of a range that belongs to nobody.
    pub phone_number: String,
    /// Name of the network.
    pub carrier: &'static str,
    /// Country code of the network.
    pub mcc: &'static str,
    /// Code of the network in its country.
    pub mnc: &'static str,
}

const SERIAL_ALPHABET: &str = "0123456789CDFGHJKLMNPQRTVWXY";
const NAMES: [&str; 16] = [
    "Ada",
    "Alan",
    "Barbara",
    "Claude",
    "Donald",
    "Edsger",
    "Frances",
    "Grace",
    "Hedy",
    "Ivan",
    "John",
    "Katherine",
    "Leslie",
    "Margaret",
    "Niklaus",
    "Radia",
];
const CARRIERS: [(&str, &str, &str); 3] =
    [("Vodafone UK", "234", "15"), ("EE", "234", "30"), ("O2 - UK", "234", "10")];

impl Hardware {
    /// Makes up a device of this model; the same seed, index and model give the same device.
    pub fn new(seed: u64, index: u32, model: &Model) -> Self {
        let mut random = Random::new(seed, index);
        let is_recent = model.chip.is_some_and(|chip| chip >= 0x8101);
        let capacity = f64::from(*random.pick(model.capacities));
        let owner = *random.pick(&NAMES);
        Self {
            serial_number: random.text(SERIAL_ALPHABET, if is_recent { 10 } else { 12 }),
            udid: udid(model, &mut random),
            device_name: format!("{owner}\u{2019}s {}", if model.is_ipad() { "iPad" } else { "iPhone" }),
            capacity,
            available_capacity: fraction(&mut random, 10, 85) * capacity,
            battery_level: fraction(&mut random, 20, 100),
            wifi_mac: random.mac_address(),
            bluetooth_mac: random.mac_address(),
            eas_device_identifier: random.text("0123456789ABCDEFGHIJKLMNOPQRSTUV", 26),
            modem: model.has_modem.then(|| Modem::new(&mut random)),
            applications: applications(&mut random),
            has_passcode: random.below(20) > 0,
        }
    }
}

impl Modem {
    fn new(random: &mut Random) -> Self {
        let meid = format!("35{}", random.digits(12));
        let check = luhn(&meid);
        let imei = format!("{} {} {} {check}", &meid[..2], &meid[2..8], &meid[8..]);
        let (carrier, mcc, mnc) = *random.pick(&CARRIERS);
        let iccid = format!("8944{}", random.digits(14));
        Self {
            imei,
            iccid: format!("{iccid}{}", luhn(&iccid)),
            meid,
            eid: format!("89049032{}", random.digits(24)),
            phone_number: format!("+447700900{}", random.digits(3)),
            carrier,
            mcc,
            mnc,
        }
    }
}

fn udid(model: &Model, random: &mut Random) -> String {
    match model.chip {
        Some(chip) => format!("{chip:08X}-{:016X}", random.next()),
        None => random.octets(20).iter().fold(String::new(), |mut udid, octet| {
            write!(udid, "{octet:02x}").expect("a string takes every text");
            udid
        }),
    }
}

/// Returns hundredths, from and to these.
fn fraction(random: &mut Random, from: u32, to: u32) -> f64 {
    let hundredths = u32::try_from(random.below(u64::from(to - from) + 1)).expect("below a hundred");
    f64::from(from + hundredths) / 100.0
}

/// Returns the check digit of ISO/IEC 7812 for these digits.
fn luhn(digits: &str) -> u32 {
    let doubled = |(place, digit): (usize, u32)| match (place % 2, digit * 2) {
        (0, twice @ 10..) => twice - 9,
        (0, twice) => twice,
        _ => digit,
    };
    let sum: u32 = digits.chars().rev().filter_map(|digit| digit.to_digit(10)).enumerate().map(doubled).sum();
    (10 - sum % 10) % 10
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_same_seed_and_index_give_the_same_device_and_others_another() {
        let device = |seed, index| Hardware::new(seed, index, Model::of(index));
        assert_eq!(device(7, 3), device(7, 3));
        assert_ne!(device(7, 3).udid, device(8, 3).udid);
        let udids: HashSet<String> = (0..1_000).map(|index| device(7, index).udid).collect();
        assert_eq!(udids.len(), 1_000);
        let serials: HashSet<String> = (0..1_000).map(|index| device(7, index).serial_number).collect();
        assert_eq!(serials.len(), 1_000);
    }

    #[test]
    fn numbers_have_the_form_of_their_generation() {
        let new = Hardware::new(1, 0, Model::of(0));
        assert_eq!((new.udid.len(), &new.udid[..9]), (25, "00008140-"));
        assert_eq!(new.serial_number.len(), 10);
        let old = Model::all().iter().find(|model| model.chip.is_none()).unwrap();
        let old = Hardware::new(1, 0, old);
        assert_eq!((old.udid.len(), old.serial_number.len()), (40, 12));
        assert_eq!(luhn("7992739871"), 3);
        let tablet = Model::all().iter().find(|model| model.is_ipad()).unwrap();
        assert_eq!(Hardware::new(1, 0, tablet).modem, None);
    }
}
