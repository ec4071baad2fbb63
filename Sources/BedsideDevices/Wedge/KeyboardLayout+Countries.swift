/// The layouts that scanners are set to, as Windows has them, because that is what their makers test.
extension KeyboardLayout {
    /// Every layout.
    package static let all = [us, de, fr, es]

    /// A layout by its name in the configuration; nil when there is none of that name.
    package static func named(_ name: String) -> KeyboardLayout? { all.first { $0.name == name } }

    /// The layout that scanners leave the factory with.
    package static let us = KeyboardLayout(
        name: "us",
        rows: [
            Row(first: 2, plain: "1234567890-=", shifted: "!@#$%^&*()_+"),
            Row(first: 16, plain: "qwertyuiop[]", shifted: "QWERTYUIOP{}"),
            Row(first: 30, plain: "asdfghjkl;'`", shifted: "ASDFGHJKL:\"~"),
            Row(first: 43, plain: "\\zxcvbnm,./", shifted: "|ZXCVBNM<>?"),
            Row(first: 86, plain: "<", shifted: ">"),
        ])

    /// Germany, QWERTZ.
    package static let de = KeyboardLayout(
        name: "de",
        rows: [
            Row(first: 2, plain: "1234567890ß\u{301}", shifted: "!\"§$%&/()=?\u{300}", third: " ²³   {[]}\\"),
            Row(first: 16, plain: "qwertzuiopü+", shifted: "QWERTZUIOPÜ*", third: "@ €        ~"),
            Row(first: 30, plain: "asdfghjklöä\u{302}", shifted: "ASDFGHJKLÖÄ°"),
            Row(first: 43, plain: "#yxcvbnm,.-", shifted: "'YXCVBNM;:_", third: "       µ"),
            Row(first: 86, plain: "<", shifted: ">", third: "|"),
        ])

    /// France, AZERTY: the digits are on the shifted row.
    package static let fr = KeyboardLayout(
        name: "fr",
        rows: [
            Row(first: 2, plain: "&é\"'(-è_çà)=", shifted: "1234567890°+", third: " \u{303}#{[|\u{300}\\^@]}"),
            Row(first: 16, plain: "azertyuiop\u{302}$", shifted: "AZERTYUIOP\u{308}£", third: "  €        ¤"),
            Row(first: 30, plain: "qsdfghjklmù²", shifted: "QSDFGHJKLM%"),
            Row(first: 43, plain: "*wxcvbn,;:!", shifted: "µWXCVBN?./§"),
            Row(first: 86, plain: "<", shifted: ">"),
        ])

    /// Spain.
    package static let es = KeyboardLayout(
        name: "es",
        rows: [
            Row(first: 2, plain: "1234567890'¡", shifted: "!\"·$%&/()=?¿", third: "|@#\u{303}€¬"),
            Row(first: 16, plain: "qwertyuiop\u{300}+", shifted: "QWERTYUIOP\u{302}*", third: "  €       []"),
            Row(first: 30, plain: "asdfghjklñ\u{301}º", shifted: "ASDFGHJKLÑ\u{308}ª", third: "          {\\"),
            Row(first: 43, plain: "çzxcvbnm,.-", shifted: "ÇZXCVBNM;:_", third: "}"),
            Row(first: 86, plain: "<", shifted: ">"),
        ])
}
