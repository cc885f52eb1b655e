#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Answers the requests of Bowtie, one JSON object a line, so that anyone can run the official test suite.
@main
struct Bowtie {
  static func main() {
    var harness = Harness()
    while let line = readLine() {
      if line.isEmpty { continue }
      guard let answer = harness.answer(line) else { return }
      print(answer)
      fflush(nil)
    }
  }
}
