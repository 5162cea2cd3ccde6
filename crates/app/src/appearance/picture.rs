//! A logo as somebody brings it, and as it is kept: decoded, made small and written anew. What else was in the file, such as
//! where a photograph was taken or what another program would read in it, is gone.

use std::io::Cursor;

use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// The most octets of a file.
pub const LOGO_FILE_BYTES_MAX: usize = 2 * 1024 * 1024;
/// The most points of a file's side.
const SIDE_MAX: usize = 4_096;
/// The most points that a logo is kept with: three for each that a phone's page has for it.
const KEPT_WIDTH_MAX: usize = 480;
const KEPT_HEIGHT_MAX: usize = 120;

/// What is wrong with a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub(super) enum PictureFault {
    #[error("Choose a file.")]
    Empty,
    #[error("This file is too large: a logo has at most 2 MiB.")]
    TooLarge,
    #[error("This is neither a PNG nor a JPEG file. Other kinds, such as SVG, are not taken.")]
    OtherKind,
    #[error("This picture is too large: at most 4,096 points a side.")]
    TooManyPoints,
    #[error("This picture is broken. Save it once more, as PNG or JPEG.")]
    Broken,
}

/// A picture of red, green, blue and opacity.
struct Picture {
    width: usize,
    height: usize,
    points: Vec<[u8; 4]>,
}

/// Reads a file and writes its picture anew, small enough for a page's head.
pub(super) fn drawn_anew(file: &[u8]) -> Result<Vec<u8>, PictureFault> {
    if file.is_empty() {
        return Err(PictureFault::Empty);
    }
    if file.len() > LOGO_FILE_BYTES_MAX {
        return Err(PictureFault::TooLarge);
    }
    let picture = if file.starts_with(b"\x89PNG\r\n\x1a\n") {
        read_png(file)?
    } else if file.starts_with(b"\xff\xd8\xff") {
        read_jpeg(file)?
    } else {
        return Err(PictureFault::OtherKind);
    };
    write_png(&picture.made_small()).ok_or(PictureFault::Broken)
}

fn read_png(file: &[u8]) -> Result<Picture, PictureFault> {
    let mut decoder = png::Decoder::new(Cursor::new(file));
    decoder.set_transformations(png::Transformations::normalize_to_color8() | png::Transformations::ALPHA);
    let mut reader = decoder.read_info().map_err(|_| PictureFault::Broken)?;
    let (width, height) = (side(reader.info().width), side(reader.info().height));
    check_sides(width, height)?;
    let mut octets = vec![0; reader.output_buffer_size().ok_or(PictureFault::TooManyPoints)?];
    let frame = reader.next_frame(&mut octets).map_err(|_| PictureFault::Broken)?;
    let octets = &octets[..frame.buffer_size()];
    let points: Vec<[u8; 4]> = match frame.color_type {
        png::ColorType::Rgba => octets.chunks_exact(4).map(|p| [p[0], p[1], p[2], p[3]]).collect(),
        png::ColorType::GrayscaleAlpha => octets.chunks_exact(2).map(|p| [p[0], p[0], p[0], p[1]]).collect(),
        png::ColorType::Rgb => octets.chunks_exact(3).map(|p| [p[0], p[1], p[2], 255]).collect(),
        png::ColorType::Grayscale => octets.iter().map(|p| [*p, *p, *p, 255]).collect(),
        png::ColorType::Indexed => return Err(PictureFault::Broken),
    };
    Picture { width, height, points }.checked()
}

fn read_jpeg(file: &[u8]) -> Result<Picture, PictureFault> {
    let options = DecoderOptions::default()
        .set_max_width(SIDE_MAX)
        .set_max_height(SIDE_MAX)
        .jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(file), options);
    decoder.decode_headers().map_err(|_| PictureFault::Broken)?;
    let (width, height) = decoder.dimensions().ok_or(PictureFault::Broken)?;
    check_sides(width, height)?;
    let octets = decoder.decode().map_err(|_| PictureFault::Broken)?;
    let points = octets.chunks_exact(3).map(|p| [p[0], p[1], p[2], 255]).collect();
    Picture { width, height, points }.checked()
}

fn side(points: u32) -> usize {
    usize::try_from(points).unwrap_or(usize::MAX)
}

fn check_sides(width: usize, height: usize) -> Result<(), PictureFault> {
    let is_fit = |side| (1..=SIDE_MAX).contains(&side);
    if is_fit(width) && is_fit(height) { Ok(()) } else { Err(PictureFault::TooManyPoints) }
}

impl Picture {
    fn checked(self) -> Result<Self, PictureFault> {
        if self.points.len() == self.width * self.height { Ok(self) } else { Err(PictureFault::Broken) }
    }

    /// Returns the picture so small that it fits, each point the mean of those it stands for.
    fn made_small(self) -> Self {
        let (width, height) = fitting(self.width, self.height);
        if (width, height) == (self.width, self.height) {
            return self;
        }
        let span = |place: usize, kept: usize, side: usize| {
            let start = place * side / kept;
            start..((place + 1) * side / kept).clamp(start + 1, side)
        };
        let mut points = Vec::with_capacity(width * height);
        for y in 0..height {
            for x in 0..width {
                let rows = span(y, height, self.height);
                let columns = span(x, width, self.width);
                points.push(self.mean(rows, columns));
            }
        }
        Self { width, height, points }
    }

    fn mean(&self, rows: std::ops::Range<usize>, columns: std::ops::Range<usize>) -> [u8; 4] {
        let (mut sums, mut opacity, mut count) = ([0_u64; 3], 0_u64, 0_u64);
        for row in rows {
            for [red, green, blue, alpha] in &self.points[row * self.width..][columns.clone()] {
                let alpha = u64::from(*alpha);
                for (sum, part) in sums.iter_mut().zip([red, green, blue]) {
                    *sum += u64::from(*part) * alpha;
                }
                opacity += alpha;
                count += 1;
            }
        }
        let part = |sum: u64| u8::try_from((sum + opacity / 2) / opacity.max(1)).unwrap_or(u8::MAX);
        let [red, green, blue] = sums.map(part);
        [red, green, blue, u8::try_from((opacity + count / 2) / count.max(1)).unwrap_or(u8::MAX)]
    }
}

/// Returns the sides of a picture that fits, in the same proportion.
fn fitting(width: usize, height: usize) -> (usize, usize) {
    if width <= KEPT_WIDTH_MAX && height <= KEPT_HEIGHT_MAX {
        return (width, height);
    }
    if width * KEPT_HEIGHT_MAX > height * KEPT_WIDTH_MAX {
        (KEPT_WIDTH_MAX, (height * KEPT_WIDTH_MAX / width).max(1))
    } else {
        ((width * KEPT_HEIGHT_MAX / height).max(1), KEPT_HEIGHT_MAX)
    }
}

fn write_png(picture: &Picture) -> Option<Vec<u8>> {
    let mut file = Vec::new();
    let (width, height) = (u32::try_from(picture.width).ok()?, u32::try_from(picture.height).ok()?);
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::High);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(picture.points.as_flattened()).ok()?;
    writer.finish().ok()?;
    Some(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(width: usize, height: usize) -> Vec<u8> {
        let points = (0..width * height).map(|place| [200, 100, 50, if place % 2 == 0 { 255 } else { 0 }]);
        write_png(&Picture { width, height, points: points.collect() }).expect("a file")
    }

    #[test]
    fn a_picture_is_made_small_and_keeps_its_proportion() {
        let kept = drawn_anew(&drawn(960, 200)).expect("a logo");
        let kept = read_png(&kept).expect("a picture");
        assert_eq!((kept.width, kept.height), (480, 100));
        assert_eq!(kept.points[0], [200, 100, 50, 128], "colours are not mixed with what cannot be seen");
        let tall = read_png(&drawn_anew(&drawn(60, 600)).expect("a logo")).expect("a picture");
        assert_eq!((tall.width, tall.height), (12, 120));
        let small = read_png(&drawn_anew(&drawn(32, 32)).expect("a logo")).expect("a picture");
        assert_eq!((small.width, small.height), (32, 32));
    }

    #[test]
    fn what_hides_behind_a_picture_is_not_kept() {
        let mut file = drawn(8, 8);
        file.extend(b"<script>alert(1)</script>");
        let kept = drawn_anew(&file).expect("a logo");
        assert!(!String::from_utf8_lossy(&kept).contains("script"));
    }

    #[test]
    fn a_photograph_is_taken_without_what_is_written_in_it() {
        let file = include_bytes!("../../testdata/logo/photograph.jpg");
        let place = b"taken at 48.2 N 16.4 E";
        let tells = |file: &[u8]| file.windows(place.len()).any(|part| part == place);
        assert!(tells(file));
        let kept = drawn_anew(file).expect("a logo");
        assert!(!tells(&kept));
        let kept = read_png(&kept).expect("a picture");
        assert_eq!((kept.width, kept.height), (480, 100));
        for ([red, green, blue, alpha], place) in kept.points.iter().zip(0..) {
            let is_near = |part: u8, drawn: u8| part.abs_diff(drawn) <= 3;
            assert!(is_near(*red, 200) && is_near(*green, 100) && is_near(*blue, 50), "at {place}");
            assert_eq!(*alpha, 255, "at {place}");
        }
    }

    #[test]
    fn a_grey_and_progressive_photograph_is_taken() {
        let file = include_bytes!("../../testdata/logo/grey.jpg");
        let kept = read_png(&drawn_anew(file).expect("a logo")).expect("a picture");
        assert_eq!((kept.width, kept.height), (64, 32));
        let [red, green, blue, alpha] = kept.points[0];
        assert!(
            red.abs_diff(153) <= 3 && red == green && red == blue && alpha == 255,
            "{red} {green} {blue}"
        );
        assert_eq!(drawn_anew(&file[..file.len() / 2]), Err(PictureFault::Broken));
    }

    #[test]
    fn only_whole_png_and_jpeg_files_are_taken() {
        assert_eq!(drawn_anew(b""), Err(PictureFault::Empty));
        assert_eq!(drawn_anew(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), Err(PictureFault::OtherKind));
        assert_eq!(drawn_anew(&vec![0; LOGO_FILE_BYTES_MAX + 1]), Err(PictureFault::TooLarge));
        assert_eq!(drawn_anew(b"\x89PNG\r\n\x1a\nnonsense"), Err(PictureFault::Broken));
        assert_eq!(drawn_anew(b"\xff\xd8\xff\xe0nonsense"), Err(PictureFault::Broken));
        let whole = drawn(16, 16);
        assert_eq!(drawn_anew(&whole[..whole.len() / 2]), Err(PictureFault::Broken));
        // A header that promises more points than anybody needs is refused before they are made room for.
        let mut bomb = whole;
        bomb[16..24].copy_from_slice(&[0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]);
        assert!(drawn_anew(&bomb).is_err());
    }
}
