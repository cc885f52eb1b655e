import Testing

@testable import Integrations

@Suite struct TimestampTests {
  @Test(arguments: [
    (0, "1970-01-01T00:00:00.000Z"),
    (1_709_208_000_123, "2024-02-29T12:00:00.123Z"),
    (4_102_444_799_999, "2099-12-31T23:59:59.999Z"),
    (-1, "1969-12-31T23:59:59.999Z"),
    (951_782_400_000, "2000-02-29T00:00:00.000Z"),
  ])
  func writesISO8601(milliseconds: Int64, text: String) {
    #expect(Timestamp(milliseconds: milliseconds).iso8601 == text)
  }
}
