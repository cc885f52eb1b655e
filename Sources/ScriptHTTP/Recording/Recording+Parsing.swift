import Integrations

extension Recording {
  /// Reads the text form.
  package init(parsing bytes: [UInt8]) throws(RecordingFault) {
    var parser = RecordingParser(bytes)
    self = try parser.parse()
  }
}

private struct RecordingParser {
  private var lines: RecordingLines
  private var requester: String?
  private var request: Recording.Request?
  private var requestBody: [ArraySlice<UInt8>]?
  private var requestIsBase64 = false
  private var status: Int?
  private var failure: HTTPFailure?
  private var answerURL: String?
  private var answerHeaders: [HTTPHeader] = []
  private var answerIsBase64 = false
  private var redirectedFrom: [String] = []
  private var elapsed = Duration.zero
  private var httpVersion: String?
  private var tls: [String: [String]] = [:]

  init(_ bytes: [UInt8]) { lines = RecordingLines(bytes) }

  mutating func parse() throws(RecordingFault) -> Recording {
    guard let first = lines.next(), first.text == Recording.firstLine else {
      let found = lines.number == 0 ? "The file is empty." : "The first line is another."
      throw fault(
        "\(found) A recording begins with the line \"\(Recording.firstLine)\", and its lines end with LF alone.")
    }
    while let line = lines.next() {
      switch line.mark {
      case nil: return try recording(body: lines.rest())
      case "#": continue
      case "*": try readFact(line.text)
      case ">": try readRequest(line)
      case "<": try readAnswer(line.text)
      case "!": try readFailure(line.text)
      default:
        throw fault(
          "A line of a recording starts with > (request), < (answer), ! (failure), * (fact) or # (comment); "
            + "an empty line stands before the body of the answer.")
      }
    }
    return try recording(body: [])
  }

  private var hasAnswer: Bool { status != nil || failure != nil }

  // MARK: Lines

  private mutating func readRequest(_ line: RecordingLines.Line) throws(RecordingFault) {
    guard !hasAnswer else { throw fault("The request stands after the answer; it must stand before.") }
    guard request != nil else {
      let words = line.text.split(separator: " ", omittingEmptySubsequences: false)
      guard words.count == 2, HTTPHeader.isToken(String(words[0])), (try? HTTPURL(String(words[1]))) != nil else {
        throw fault("The request needs a method and an absolute URL, as in \"> GET https://api.example.com/items\".")
      }
      request = Recording.Request(method: String(words[0]), url: String(words[1]))
      return
    }
    if requestBody != nil {
      requestBody?.append(line.bytes)
    } else if line.bytes.isEmpty {
      requestBody = []
    } else {
      let header = try header(line.text)
      request?.headers.append(header)
    }
  }

  private mutating func readAnswer(_ text: String) throws(RecordingFault) {
    guard request != nil else { throw fault("There is an answer before any request.") }
    guard failure == nil else { throw fault("There is an answer beside a failure; leave one of them.") }
    guard status != nil else {
      guard let number = Int(text.prefix { $0 != " " }), 100...999 ~= number else {
        throw fault("The answer needs a status, as in \"< 200\".")
      }
      status = number
      return
    }
    answerHeaders.append(try header(text))
  }

  private mutating func readFailure(_ text: String) throws(RecordingFault) {
    guard let request else { throw fault("There is a failure before any request.") }
    guard !hasAnswer else { throw fault("There is a failure beside an answer; leave one of them.") }
    let word = text.prefix { $0 != " " }
    guard let kind = HTTPFailure.Kind(rawValue: String(word)) else {
      let kinds = HTTPFailure.Kind.allCases.map(\.rawValue).joined(separator: ", ")
      throw fault("There is no kind of failure \"\(word)\"; the kinds are \(kinds).")
    }
    failure = HTTPFailure(kind: kind, message: String(text.dropFirst(word.count + 1)), url: request.url)
  }

  private func header(_ text: String) throws(RecordingFault) -> HTTPHeader {
    guard let colon = text.firstIndex(of: ":"), HTTPHeader.isToken(String(text[..<colon])) else {
      throw fault("A header needs a name and a colon, as in \"content-type: application/json\".")
    }
    let value = text[text.index(after: colon)...].drop { $0 == " " }
    return HTTPHeader(name: String(text[..<colon]), value: String(value))
  }

  // MARK: Facts

  private mutating func readFact(_ text: String) throws(RecordingFault) {
    guard let colon = text.firstIndex(of: ":") else {
      throw fault("A fact needs a name and a colon, as in \"* elapsed: 0.02\".")
    }
    let name = String(text[..<colon])
    let value = String(text[text.index(after: colon)...].drop { $0 == " " })
    switch (name, hasAnswer) {
    case ("task", false): requester = value
    case ("verify", false):
      let verify = try boolean(value, name)
      request?.verify = verify
    case ("redirects", false):
      let redirects = try count(value, name)
      request?.redirects = redirects
    case ("body", false): requestIsBase64 = try isBase64(value)
    case ("body", true): answerIsBase64 = try isBase64(value)
    case ("url", true): answerURL = value
    case ("redirected-from", true): redirectedFrom.append(value)
    case ("http-version", true): httpVersion = value
    case (_, true) where TLSFacts.recordedNames.contains(name): tls[name, default: []].append(value)
    case ("elapsed", true): elapsed = try seconds(value)
    case ("transient", true):
      let isTransient = try boolean(value, name)
      failure?.isTransient = isTransient
    default:
      let place = hasAnswer ? "an answer" : "a request"
      let names =
        hasAnswer
        ? "url, redirected-from, elapsed, http-version, tls.…, body, transient" : "task, verify, redirects, body"
      throw fault("There is no fact \"\(name)\" of \(place); the facts are \(names).")
    }
  }

  private func boolean(_ value: String, _ name: String) throws(RecordingFault) -> Bool {
    guard let flag = Bool(value) else { throw fault("The fact \(name) is true or false, found \"\(value)\".") }
    return flag
  }

  private func count(_ value: String, _ name: String) throws(RecordingFault) -> Int {
    guard let number = Int(value), number >= 0 else {
      throw fault("The fact \(name) is a whole number from 0, found \"\(value)\".")
    }
    return number
  }

  private func seconds(_ value: String) throws(RecordingFault) -> Duration {
    guard let number = Double(value), number >= 0, number < 1e9 else {
      throw fault("The fact elapsed is a number of seconds from 0, found \"\(value)\".")
    }
    return .seconds(number)
  }

  private func isBase64(_ value: String) throws(RecordingFault) -> Bool {
    switch value {
    case "base64": true
    case "text": false
    default: throw fault("The fact body is text or base64, found \"\(value)\".")
    }
  }

  // MARK: The whole

  private func recording(body: ArraySlice<UInt8>) throws(RecordingFault) -> Recording {
    guard var request else { throw fault("There is no request: no line starts with >.") }
    if let requestBody {
      let joined = Array(requestBody.joined(separator: [UInt8(ascii: "\n")]))
      request.body = requestIsBase64 ? try decode(joined) : joined
    }
    if var failure {
      failure.url = answerURL ?? request.url
      return Recording(requester: requester, request: request, outcome: .failure(failure))
    }
    guard let status else { throw fault("There is no answer: no line starts with < or !.") }
    var response = HTTPResponse(
      status: status, headers: answerHeaders, body: answerIsBase64 ? try decode(Array(body)) : Array(body),
      url: answerURL ?? request.url, redirectedFrom: redirectedFrom, elapsed: elapsed)
    response.httpVersion = httpVersion
    response.tls = TLSFacts(recorded: tls)
    return Recording(requester: requester, request: request, outcome: .response(response))
  }

  private func decode(_ body: [UInt8]) throws(RecordingFault) -> [UInt8] {
    guard let decoded = Base64Lines.decode(body) else {
      throw fault("The body is not Base64, which the fact body says it is.")
    }
    return decoded
  }

  private func fault(_ message: String) -> RecordingFault {
    RecordingFault(line: max(1, lines.number), message: message)
  }
}
