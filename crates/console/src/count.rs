//! Numbers in words.

/// Writes a number with its thousands apart.
pub(crate) fn grouped(number: u64) -> String {
    match (number / 1_000, number % 1_000) {
        (0, rest) => rest.to_string(),
        (thousands, rest) => format!("{},{rest:03}", grouped(thousands)),
    }
}

/// Writes a number with what it counts, in the singular or the plural.
pub(crate) fn counted(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { many })
}

/// Joins parts of a sentence: "a", "a and b", "a, b and c".
pub(crate) fn listed(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        assert_eq!([0, 999, 1_284, 1_000_007].map(grouped), ["0", "999", "1,284", "1,000,007"]);
    }

    #[test]
    fn one_is_singular_and_lists_read_as_sentences() {
        let parts = [1, 2, 1_000].map(|n| counted(n, "device", "devices"));
        assert_eq!(listed(&parts), "1 device, 2 devices and 1,000 devices");
        assert_eq!((listed(&parts[..1]), listed(&[])), ("1 device".to_owned(), String::new()));
    }
}
