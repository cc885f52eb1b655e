/// Punycode (RFC 3492).
enum Punycode {
  private static let base = 36
  private static let firstThreshold = 1
  private static let lastThreshold = 26

  /// The scalars of an encoded label without its prefix, nil where it is not well-formed.
  static func decode(_ text: some BidirectionalCollection<UInt8>) -> [UInt32]? {
    var output: [UInt32] = []
    var rest = Array(text)
    if let hyphen = rest.lastIndex(of: 0x2D) {
      output = rest[..<hyphen].map { UInt32($0) }
      rest = Array(rest[(hyphen + 1)...])
    }
    guard output.allSatisfy({ $0 < 0x80 }), !rest.isEmpty else { return nil }
    var scalar = 0x80
    var place = 0
    var bias = 72
    var next = 0
    while next < rest.count {
      guard let delta = decodeInteger(rest, &next, bias) else { return nil }
      let count = output.count + 1
      place += delta
      bias = adapt(delta, count, isFirst: place == delta && scalar == 0x80)
      scalar += place / count
      place %= count
      guard scalar <= 0x10FFFF, !(0xD800..<0xE000).contains(scalar) else { return nil }
      output.insert(UInt32(scalar), at: place)
      place += 1
    }
    return output
  }

  private static func decodeInteger(_ text: [UInt8], _ next: inout Int, _ bias: Int) -> Int? {
    var result = 0
    var weight = 1
    var step = base
    while next < text.count {
      guard let digit = digitValue(text[next]) else { return nil }
      next += 1
      result += digit * weight
      let threshold = min(max(step - bias, firstThreshold), lastThreshold)
      if digit < threshold { return result }
      weight *= base - threshold
      guard weight < 1 << 40, result < 1 << 40 else { return nil }
      step += base
    }
    return nil
  }

  private static func digitValue(_ byte: UInt8) -> Int? {
    switch byte {
    case 0x30...0x39: Int(byte) - 0x30 + 26
    case 0x61...0x7A: Int(byte) - 0x61
    case 0x41...0x5A: Int(byte) - 0x41
    default: nil
    }
  }

  private static func adapt(_ delta: Int, _ count: Int, isFirst: Bool) -> Int {
    var delta = isFirst ? delta / 700 : delta / 2
    delta += delta / count
    var step = 0
    while delta > (base - firstThreshold) * lastThreshold / 2 {
      delta /= base - firstThreshold
      step += base
    }
    return step + (base - firstThreshold + 1) * delta / (delta + 38)
  }

  /// The encoded form of a label, without its prefix; nil where it is absurdly long.
  static func encode(_ label: [UInt32]) -> String? {
    guard label.count <= 1000 else { return nil }
    var output = label.filter { $0 < 0x80 }.map { UInt8($0) }
    let basic = output.count
    if basic > 0 { output.append(0x2D) }
    var scalar: UInt32 = 0x80
    var delta = 0
    var bias = 72
    var done = basic
    while done < label.count {
      guard let following = label.filter({ $0 >= scalar }).min() else { return nil }
      delta += Int(following - scalar) * (done + 1)
      scalar = following
      for item in label {
        if item < scalar { delta += 1 }
        guard item == scalar else { continue }
        encodeInteger(delta, bias, into: &output)
        bias = adapt(delta, done + 1, isFirst: done == basic)
        delta = 0
        done += 1
      }
      delta += 1
      scalar += 1
    }
    return String(decoding: output, as: UTF8.self)
  }

  private static func encodeInteger(_ value: Int, _ bias: Int, into output: inout [UInt8]) {
    var rest = value
    var step = base
    while true {
      let threshold = min(max(step - bias, firstThreshold), lastThreshold)
      if rest < threshold { break }
      output.append(digit(threshold + (rest - threshold) % (base - threshold)))
      rest = (rest - threshold) / (base - threshold)
      step += base
    }
    output.append(digit(rest))
  }

  private static func digit(_ value: Int) -> UInt8 { UInt8(value < 26 ? 0x61 + value : 0x30 + value - 26) }
}
