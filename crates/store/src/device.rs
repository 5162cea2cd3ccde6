//! Devices: their records, their lists, the words they are found by.

use domain::device::{Device, DeviceFilter, DeviceIdentifier, DeviceSort};
use domain::directory::DirectoryUserRef;
use domain::enrollment::Ownership;
use domain::id::{DeviceId, EnrollmentId, SiteId};
use domain::page::{Cursor, Page};
use domain::site::SiteScope;
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::engine::run;
use crate::place::{Place, place_key};
use crate::row::{directory_user, instant, millis, named, read_json, write_json};
use crate::{StoreError, Tx};

#[derive(FromRow)]
pub(crate) struct DeviceRow {
    id: Uuid,
    udid: String,
    serial_number: Option<String>,
    name: Option<String>,
    model_name: Option<String>,
    product_name: Option<String>,
    os_version: Option<String>,
    build_version: Option<String>,
    imei: Option<String>,
    is_supervised: Option<bool>,
    ownership: String,
    site_id: Option<Uuid>,
    person: String,
    directory_id: Option<Uuid>,
    directory_key: Option<String>,
    person_checked_at: Option<i64>,
    person_left_at: Option<i64>,
    enrollment_id: Option<Uuid>,
    created_at: i64,
    enrolled_at: Option<i64>,
    last_seen_at: Option<i64>,
}

/// A row of a list, with the value that the statement sorted it by: only the database knows how it folds a letter.
#[derive(FromRow)]
struct ListedRow {
    #[sqlx(flatten)]
    device: DeviceRow,
    sort_value: String,
}

/// Since when something is kept.
type Since = (Option<i64>,);

impl TryFrom<DeviceRow> for Device {
    type Error = StoreError;

    fn try_from(row: DeviceRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: DeviceId(row.id),
            identifier: DeviceIdentifier::of_key(row.udid),
            serial_number: row.serial_number,
            name: row.name,
            model_name: row.model_name,
            product_name: row.product_name,
            os_version: row.os_version,
            build_version: row.build_version,
            imei: row.imei,
            is_supervised: row.is_supervised,
            ownership: named("device", &row.ownership, Ownership::parse)?,
            site_id: row.site_id.map(SiteId),
            person: read_json("device", &row.person)?,
            directory_user: directory_user(row.directory_id, row.directory_key),
            person_checked_at: instant(row.person_checked_at),
            person_left_at: instant(row.person_left_at),
            enrollment_id: row.enrollment_id.map(EnrollmentId),
            created_at: Timestamp(row.created_at),
            enrolled_at: instant(row.enrolled_at),
            last_seen_at: instant(row.last_seen_at),
        })
    }
}

impl Tx {
    /// Writes a new device with the words it is found by. Fails with a duplicate when the UDID is known.
    pub async fn insert_device(&mut self, device: &Device) -> Result<(), StoreError> {
        run!(
            execute self,
            "insert into device (id, udid, ownership, person, created_at) values ($1, $2, $3, $4, $5)",
            device.id.0,
            device.identifier.key(),
            device.ownership.name(),
            write_json("device", &device.person)?,
            device.created_at.0,
        )?;
        self.save_device(device).await
    }

    /// Notes since when the history of a device's user and location is kept: what lies before was cleared.
    pub async fn save_person_history_since(&mut self, id: DeviceId, at: Timestamp) -> Result<(), StoreError> {
        run!(execute self, "update device set person_history_since = $2 where id = $1", id.0, at.0)?;
        Ok(())
    }

    /// Finds since when the history of a device's user and location is kept; `None` from its beginning.
    pub async fn find_person_history_since(&mut self, id: DeviceId) -> Result<Option<Timestamp>, StoreError> {
        let row = run!(optional Since, self, "select person_history_since from device where id = $1", id.0)?;
        Ok(row.and_then(|(at,)| instant(at)))
    }

    /// Writes all of a device but its id, what it is known by and last contact, the words it is found by, and the names of its person's
    /// department and building where they are new.
    pub async fn save_device(&mut self, device: &Device) -> Result<(), StoreError> {
        let department = self.keep_place(Place::Department, device.person.department.as_deref()).await?;
        let building = self.keep_place(Place::Building, device.person.building.as_deref()).await?;
        let user = device.directory_user.as_ref();
        run!(
            execute self,
            "update device set serial_number = $2, name = $3, model_name = $4, product_name = $5, os_version = $6,
                 os_order = $7, build_version = $8, imei = $9, is_supervised = $10, ownership = $11, site_id = $12,
                 person = $13, username = $14, enrollment_id = $15, enrolled_at = $16, directory_id = $17,
                 directory_key = $18, person_checked_at = $19, person_left_at = $20, department_key = $21,
                 building_key = $22
             where id = $1",
            device.id.0,
            &device.serial_number,
            &device.name,
            &device.model_name,
            &device.product_name,
            &device.os_version,
            os_order(device.os_version.as_deref()),
            &device.build_version,
            &device.imei,
            device.is_supervised,
            device.ownership.name(),
            device.site_id.map(|id| id.0),
            write_json("device", &device.person)?,
            &device.person.username,
            device.enrollment_id.map(|id| id.0),
            millis(device.enrolled_at),
            user.map(|user| user.directory_id.0),
            user.map(|user| user.key.0.clone()),
            millis(device.person_checked_at),
            millis(device.person_left_at),
            department,
            building,
        )?;
        run!(execute self, "delete from device_word where device_id = $1", device.id.0)?;
        for word in words(device) {
            run!(
                execute self,
                "insert into device_word (word, device_id) values ($1, $2) on conflict do nothing",
                word.as_bytes(),
                device.id.0,
            )?;
        }
        Ok(())
    }

    /// Finds a device.
    pub async fn find_device(&mut self, id: DeviceId) -> Result<Option<Device>, StoreError> {
        let row = run!(optional DeviceRow, self, "select * from device where id = $1", id.0)?;
        row.map(Device::try_from).transpose()
    }

    /// Finds a device for change.
    pub async fn lock_device(&mut self, id: DeviceId) -> Result<Option<Device>, StoreError> {
        let row = run!(lock DeviceRow, self, "select * from device where id = $1", id.0)?;
        row.map(Device::try_from).transpose()
    }

    /// Finds a device by what it is known by.
    pub async fn find_device_by_identifier(
        &mut self,
        identifier: &DeviceIdentifier,
    ) -> Result<Option<Device>, StoreError> {
        let row = run!(optional DeviceRow, self, "select * from device where udid = $1", identifier.key())?;
        row.map(Device::try_from).transpose()
    }

    /// Finds a device by what it is known by, for change.
    pub async fn lock_device_by_identifier(
        &mut self,
        identifier: &DeviceIdentifier,
    ) -> Result<Option<Device>, StoreError> {
        let row = run!(lock DeviceRow, self, "select * from device where udid = $1", identifier.key())?;
        row.map(Device::try_from).transpose()
    }

    /// Finds the devices with a serial number, whatever its case: one, unless devices lie; at most ten.
    pub async fn find_devices_by_serial_number(
        &mut self,
        serial_number: &str,
    ) -> Result<Vec<Device>, StoreError> {
        let rows = run!(
            all DeviceRow, self,
            "select * from device where lower(coalesce(serial_number, '')) = lower($1) order by id limit 10",
            serial_number,
        )?;
        rows.into_iter().map(Device::try_from).collect()
    }

    /// Lists the devices of a site, or of all, that are assigned to a person of a directory.
    pub async fn list_devices_of_person(
        &mut self,
        scope: SiteScope,
        user: &DirectoryUserRef,
        limit: u32,
    ) -> Result<Vec<Device>, StoreError> {
        let rows = run!(
            all DeviceRow, self,
            "select * from device where directory_id = $1 and directory_key = $2 and ($3 is null or site_id = $3)
             order by id limit $4",
            user.directory_id.0,
            &user.key.0,
            scope.site_id().map(|id| id.0),
            i64::from(limit),
        )?;
        rows.into_iter().map(Device::try_from).collect()
    }

    /// Counts the devices that are assigned to a person of a directory, in whichever site.
    pub async fn count_devices_of_person(&mut self, user: &DirectoryUserRef) -> Result<u64, StoreError> {
        let (count,) = run!(
            one(i64,),
            self,
            "select count(*) from device where directory_id = $1 and directory_key = $2",
            user.directory_id.0,
            &user.key.0,
        )?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// Writes when a device was heard of last; an older instant changes nothing.
    pub async fn save_last_seen(&mut self, id: DeviceId, at: Timestamp) -> Result<(), StoreError> {
        run!(
            execute self,
            "update device set last_seen_at = $2 where id = $1 and (last_seen_at is null or last_seen_at < $2)",
            id.0,
            at.0,
        )?;
        Ok(())
    }

    /// Counts devices managed now.
    pub async fn count_managed(&mut self, scope: SiteScope) -> Result<u64, StoreError> {
        let (count,) = match scope {
            SiteScope::All => run!(
                one(i64,),
                self,
                "select count(*) from enrollment where enrolled_at is not null and ended_at is null"
            )?,
            SiteScope::Only(site_id) => run!(
                one(i64,),
                self,
                "select count(*) from enrollment where site_id = $1 and enrolled_at is not null and ended_at is null",
                site_id.0,
            )?,
        };
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// Lists devices of a site, or of all, in one of the closed set of orders.
    pub async fn list_devices(
        &mut self,
        scope: SiteScope,
        filter: &DeviceFilter,
        sort: DeviceSort,
        after: Option<&Cursor>,
        limit: u32,
    ) -> Result<Page<Device>, StoreError> {
        let mut searched = filter.search.iter().flat_map(|text| split_words(text)).map(String::into_bytes);
        let (first, second) = (searched.next(), searched.next());
        let [department, building] =
            [&filter.department, &filter.building].map(|name| name.as_deref().map(place_key));
        let is_placed = department.is_some() || building.is_some();
        // Four statements for each order: the texts are fixed. Each walks its own index from the cursor on, save those of
        // one department or building, which read that and put it in order; `is true` keeps SQLite from reading a whole
        // site for it.
        macro_rules! listing {
            ($key:literal, $direction:literal, $compare:literal, $start:expr, $first:expr) => {
                match (scope, is_placed) {
                    (SiteScope::All, false) => {
                        listing!(@of "$12 is null and $13 is null and $14 is null", $key, $direction, $compare, $start, $first)
                    }
                    (SiteScope::Only(_), false) => {
                        listing!(@of "site_id = $12 and $13 is null and $14 is null", $key, $direction, $compare, $start, $first)
                    }
                    (SiteScope::All, true) => {
                        listing!(@placed "$12 is null", $key, $direction, $compare, $start, $first)
                    }
                    (SiteScope::Only(_), true) => {
                        listing!(@placed "(site_id = $12) is true", $key, $direction, $compare, $start, $first)
                    }
                }
            };
            (@placed $site:literal, $key:literal, $direction:literal, $compare:literal, $start:expr, $first:expr) => {
                listing!(@of
                    concat!(
                        $site,
                        " and device.id in (select id from device where department_key = $13
                              union select id from device where building_key = $14)
                          and ($13 is null or department_key = $13) and ($14 is null or building_key = $14)"
                    ),
                    $key, $direction, $compare, $start, $first)
            };
            (@of $of:expr, $key:literal, $direction:literal, $compare:literal, $start:expr, $first:expr) => {{
                let (value, id) = after.map_or(($start, $first), |cursor| (cursor_value(&cursor.value, $start), cursor.id));
                run!(
                    all ListedRow, self,
                    concat!(
                        "select device.*, cast(", $key, " as text) as sort_value from device
                         where ", $of, " and (", $key, ", id) ", $compare, " ($1, $2)
                           and ($3 is null or id in (select device_id from device_word where word >= $3 and word < $4))
                           and ($5 is null or id in (select device_id from device_word where word >= $5 and word < $6))
                           and ($7 is null or ($7 = (enrollment_id is not null and enrolled_at is not null)))
                           and ($8 is null or model_name = $8)
                           and ($9 is null or (os_order >= $9 and os_order < $10))
                         order by ", $key, " ", $direction, ", id ", $direction, " limit $11"
                    ),
                    value,
                    id,
                    first.clone(),
                    upper(&first),
                    second.clone(),
                    upper(&second),
                    filter.is_managed,
                    &filter.model_name,
                    filter.os_major.map(|major| i64::from(major) * OS_MAJOR),
                    filter.os_major.map(|major| (i64::from(major) + 1) * OS_MAJOR),
                    i64::from(limit) + 1,
                    scope.site_id().map(|id| id.0),
                    department.clone(),
                    building.clone(),
                )?
            }};
        }
        let (nil, max) = (Uuid::nil(), Uuid::max());
        let rows = match sort {
            DeviceSort::Name => listing!("lower(coalesce(name, ''))", "asc", ">", String::new(), nil),
            DeviceSort::SerialNumber => {
                listing!("lower(coalesce(serial_number, ''))", "asc", ">", String::new(), nil)
            }
            DeviceSort::Username => listing!("lower(username)", "asc", ">", String::new(), nil),
            DeviceSort::OsVersion => listing!("os_order", "desc", "<", i64::MAX, max),
            DeviceSort::LastSeen => listing!("coalesce(last_seen_at, 0)", "desc", "<", i64::MAX, max),
            DeviceSort::Enrolled => listing!("coalesce(enrolled_at, 0)", "desc", "<", i64::MAX, max),
        };
        let page = Page::cut(rows, limit, |row| Cursor { value: row.sort_value.clone(), id: row.device.id });
        let devices = page.rows.into_iter().map(|row| row.device.try_into());
        Ok(Page { rows: devices.collect::<Result<_, _>>()?, next: page.next })
    }
}

/// Reads a cursor's value as the type of the order's column; nonsense starts at the beginning.
fn cursor_value<T: std::str::FromStr>(text: &str, start: T) -> T {
    text.parse().unwrap_or(start)
}

const OS_MAJOR: i64 = 1_000_000;

/// Returns a version as a number that sorts rightly: `18.1.2` is 18,001,002.
fn os_order(version: Option<&str>) -> i64 {
    let mut parts =
        version.unwrap_or_default().split('.').map(|part| part.parse::<i64>().unwrap_or(0).clamp(0, 999));
    let mut next = || parts.next().unwrap_or(0);
    next() * OS_MAJOR + next() * 1_000 + next()
}

/// The most octets of a word that count.
const WORD_BYTES_MAX: usize = 64;

/// Returns the words by which a device is found: each whole field, and each of its parts.
fn words(device: &Device) -> Vec<String> {
    let person = &device.person;
    let fields = [
        Some(device.identifier.text()),
        device.serial_number.as_deref(),
        device.name.as_deref(),
        device.model_name.as_deref(),
        device.product_name.as_deref(),
        device.imei.as_deref(),
        Some(person.username.as_str()),
        Some(person.full_name.as_str()),
        person.email.as_deref(),
    ];
    fields.into_iter().flatten().flat_map(split_words).collect()
}

/// Splits a text at blanks, and each part with punctuation in it once more at the punctuation.
pub(crate) fn split_words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for part in text.to_lowercase().split_whitespace() {
        let mut take = |word: &str| {
            let mut end = word.len().min(WORD_BYTES_MAX);
            while !word.is_char_boundary(end) {
                end -= 1;
            }
            if end > 0 {
                words.push(word[..end].to_owned());
            }
        };
        take(part);
        if part.contains(|c: char| !c.is_alphanumeric()) {
            part.split(|c: char| !c.is_alphanumeric()).for_each(take);
        }
    }
    words
}

/// Returns the first octets that no longer begin with `prefix`: no UTF-8 holds the octet 0xFF.
pub(crate) fn upper(prefix: &Option<Vec<u8>>) -> Option<Vec<u8>> {
    prefix.clone().map(|mut octets| {
        octets.push(0xFF);
        octets
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_sort_as_numbers() {
        assert!(os_order(Some("9.3.5")) < os_order(Some("18.1")));
        assert_eq!(os_order(Some("18.1.2")), 18_001_002);
        assert_eq!(os_order(None), 0);
    }

    #[test]
    fn a_name_is_found_by_each_of_its_words() {
        let words = split_words("Ann's iPhone");
        for word in ["ann's", "ann", "iphone"] {
            assert!(words.iter().any(|found| found == word), "{word} in {words:?}");
        }
    }
}
