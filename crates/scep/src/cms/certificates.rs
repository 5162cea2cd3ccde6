//! SignedData without signatures, as a bag of certificates: the content of a CertRep, and `GetCACert` with a chain.

use super::CmsError;
use super::sign::content_info;
use super::signed::SignedData;
use crate::ber::normalize;
use crate::tlv::tag;
use crate::write::{integer, oid, sequence, tlv};
use crate::{Encoding, oid};

/// Writes DER certificates in the order given: clients take the first one, so this set is unsorted on purpose.
pub fn write(certificates: &[&[u8]]) -> Vec<u8> {
    content_info(
        oid::SIGNED_DATA,
        &[
            &integer(1),
            &tlv(tag::SET, &[]),
            &sequence(&[&oid(oid::DATA)]),
            &tlv(tag::context_constructed(0), certificates),
            &tlv(tag::SET, &[]),
        ],
        Encoding::Der,
    )
}

/// Reads the DER certificates of a message in their order; signatures, if any, are not looked at.
pub fn read(message: &[u8]) -> Result<Vec<Vec<u8>>, CmsError> {
    let der = normalize(message)?;
    let data = SignedData::parse(&der)?;
    Ok(data.certificates.iter().map(|certificate| certificate.der.to_vec()).collect())
}
