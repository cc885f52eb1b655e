// swift-tools-version: 6.2
import PackageDescription

let swiftSettings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

let cSettings: [CSetting] = [
  .define("_GNU_SOURCE"),
  .enableWarning("all"),
  .enableWarning("extra"),
  .disableWarning("c23-extensions"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "luahost",
  products: [
    .executable(name: "luahost", targets: ["luahost"]),
    .library(name: "Lua", targets: ["Lua"]),
    .library(name: "JSONSchema", targets: ["JSONSchema"]),
    .executable(name: "jsonschema-bowtie", targets: ["jsonschema-bowtie"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    .package(url: "https://github.com/apple/swift-nio-http2", from: "1.46.0"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
  ],
  targets: [
    // Floor 0: Lua itself, and the only code that sees lua.h.
    .systemLibrary(name: "CLua", pkgConfig: "lua5.4", providers: [.apt(["liblua5.4-dev"])]),
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .target(name: "YAML", dependencies: ["CYAML", "JSONSchema"], swiftSettings: swiftSettings),
    .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
    .target(name: "XML", dependencies: ["CExpat"], swiftSettings: swiftSettings),
    .target(
      name: "CLuaHost", dependencies: ["CLua"], cSettings: cSettings,
      cxxSettings: [.enableWarning("all"), .treatAllWarnings(as: .error)]),
    .target(name: "CStandardLibrary", cSettings: cSettings),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

    // Floor 1: rooms that know nothing of integrations.
    .target(name: "Lua", dependencies: ["CLuaHost"], swiftSettings: swiftSettings),
    .target(name: "JSONSchema", swiftSettings: swiftSettings),
    .target(name: "LuaSyntax", swiftSettings: swiftSettings),
    .target(name: "FileWatching", swiftSettings: swiftSettings),
    .target(name: "JSONText", dependencies: ["JSONSchema"], swiftSettings: swiftSettings),

    // Floor 2: what the product is about.
    .target(
      name: "Integrations",
      dependencies: [
        "Lua", "JSONSchema", "CStandardLibrary", "XML", "YAML", .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
      ],
      swiftSettings: swiftSettings),

    // Floor 3: what fills in the protocols of the floor below, and what judges an integration without running it.
    .target(name: "Checks", dependencies: ["Integrations", "JSONSchema", "LuaSyntax"], swiftSettings: swiftSettings),
    .target(
      name: "Annotations", dependencies: ["Checks", "Integrations", "JSONSchema", "JSONText", "LuaSyntax"],
      swiftSettings: swiftSettings),
    .target(
      name: "Scaffold", dependencies: ["Annotations", "Integrations", "JSONSchema", "JSONText"],
      swiftSettings: swiftSettings),
    .target(
      name: "ScriptHTTP",
      dependencies: [
        "CZlib", "Integrations", "JSONSchema", "Lua",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOExtras", package: "swift-nio-extras"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTP2", package: "swift-nio-http2"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSOCKS", package: "swift-nio-extras"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "NIOTLS", package: "swift-nio"),
      ],
      swiftSettings: swiftSettings),

    .target(
      name: "Rocks",
      dependencies: ["Integrations", "JSONSchema", "Lua", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: swiftSettings),

    // Floor 4: what uses them together.
    .target(
      name: "AuthorTests", dependencies: ["Integrations", "JSONSchema", "Lua", "ScriptHTTP"],
      swiftSettings: swiftSettings),
    .target(name: "Development", dependencies: ["Integrations", "JSONSchema"], swiftSettings: swiftSettings),

    // Floor 5 and 6: the command line.
    .target(
      name: "Commands",
      dependencies: [
        "Annotations", "AuthorTests", "Checks", "Development", "FileWatching", "Integrations", "JSONSchema", "Rocks",
        "Scaffold", "ScriptHTTP", "YAML",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: swiftSettings),
    .executableTarget(
      name: "luahost", dependencies: ["Commands", .product(name: "ArgumentParser", package: "swift-argument-parser")],
      swiftSettings: swiftSettings),

    // The JSONSchema room by itself: the official suite through Bowtie, and a benchmark.
    .executableTarget(name: "jsonschema-bowtie", dependencies: ["JSONSchema"], swiftSettings: swiftSettings),
    .executableTarget(
      name: "jsonschema-bench", dependencies: ["JSONSchema"], path: "Benchmarks/JSONSchema",
      exclude: ["compare.py"], swiftSettings: swiftSettings),

    .executableTarget(
      name: "limits-bench", dependencies: ["Integrations", "JSONSchema"], path: "Benchmarks/Limits",
      swiftSettings: swiftSettings),
    .executableTarget(
      name: "http-bench",
      dependencies: [
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ],
      path: "Benchmarks/HTTP", swiftSettings: swiftSettings),

    .testTarget(name: "XMLTests", dependencies: ["XML"], swiftSettings: swiftSettings),
    .testTarget(name: "YAMLTests", dependencies: ["JSONSchema", "YAML"], swiftSettings: swiftSettings),
    .testTarget(
      name: "JSONSchemaTests", dependencies: ["JSONSchema", "TestSupport", "jsonschema-bowtie"],
      swiftSettings: swiftSettings),
    .testTarget(name: "LuaSyntaxTests", dependencies: ["LuaSyntax", "TestSupport"], swiftSettings: swiftSettings),
    .testTarget(
      name: "ChecksTests", dependencies: ["Checks", "Integrations", "TestSupport"], swiftSettings: swiftSettings),
    .testTarget(
      name: "DevelopmentTests", dependencies: ["Development", "Integrations", "JSONSchema"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "FileWatchingTests", dependencies: ["FileWatching", "TestSupport"], swiftSettings: swiftSettings),
    .testTarget(name: "JSONTextTests", dependencies: ["JSONSchema", "JSONText"], swiftSettings: swiftSettings),
    .testTarget(
      name: "AnnotationsTests",
      dependencies: ["Annotations", "Checks", "Integrations", "JSONSchema", "LuaSyntax", "TestSupport"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "AuthorTestsTests", dependencies: ["AuthorTests", "Integrations"], swiftSettings: swiftSettings),
    .testTarget(name: "LuaTests", dependencies: ["Lua"], swiftSettings: swiftSettings),
    .testTarget(
      name: "IntegrationsTests", dependencies: ["Integrations", "JSONSchema", "Lua", "TestSupport"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "ScriptHTTPTests",
      dependencies: [
        "Integrations", "JSONSchema", "ScriptHTTP", "TestSupport",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ],
      swiftSettings: swiftSettings),

    .testTarget(
      name: "RocksTests", dependencies: ["Integrations", "Rocks", "TestSupport", "luahost"],
      swiftSettings: swiftSettings),

    // Tests of the built binary, as a user runs it.
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: swiftSettings),
    .testTarget(
      name: "CommandTests", dependencies: ["Commands", "Integrations", "JSONSchema", "TestSupport", "luahost"],
      swiftSettings: swiftSettings),
    .testTarget(name: "WebSecurityTests", dependencies: ["TestSupport", "luahost"], swiftSettings: swiftSettings),
    .testTarget(
      name: "AWSSecurityTests", dependencies: ["TestSupport", "luahost"], exclude: ["Account"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "GitHubOrgTests", dependencies: ["TestSupport", "luahost"], exclude: ["Server"],
      swiftSettings: swiftSettings),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .gnu17,
  cxxLanguageStandard: .gnucxx17
)
