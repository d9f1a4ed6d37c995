// swift-tools-version: 6.2
import PackageDescription

/// The settings every target is held to.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

/// A library target in the layer folder it belongs to.
func layer(_ folder: String, _ name: String, _ uses: [Target.Dependency] = []) -> Target {
  .target(
    name: name, dependencies: uses,
    path: folder.isEmpty ? "Sources/\(name)" : "Sources/\(folder)/\(name)", swiftSettings: strict)
}

/// The tests of one target, in a folder named after it.
func tests(_ name: String, _ uses: [Target.Dependency]) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: uses + ["TestSupport"], path: "Tests/\(name)Tests",
    swiftSettings: strict)
}

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "heshu",
  products: [
    .executable(name: "heshu", targets: ["heshu"]),
    .library(name: "Heshu", targets: ["Assembly", "Extraction", "Facts", "Records", "Rules"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
  ],
  targets: [
    // C libraries made visible.
    .systemLibrary(
      name: "CLibXML2", path: "Sources/CLibraries/CLibXML2", pkgConfig: "libxml-2.0",
      providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(
      name: "CPCRE2", path: "Sources/CLibraries/CPCRE2", pkgConfig: "libpcre2-8",
      providers: [.apt(["libpcre2-dev"])]),
    // Safe Swift over C.
    layer("Wrappers", "HTMLTree", ["CLibXML2"]),  // bytes → a flat list of blocks of text
    layer("Wrappers", "Patterns", ["CPCRE2"]),  // compile a pattern once, run it within limits
    // The vocabulary: values only.
    layer("", "Facts"),
    // The stages, in the order in which an article passes through them.
    // bytes → article
    layer(
      "Stages", "Reading",
      ["Facts", "HTMLTree", .product(name: "Crypto", package: "swift-crypto")]),
    layer("Stages", "Rules", ["Facts", "Patterns", "Yams"]),  // YAML → compiled rules
    layer("Stages", "Extraction", ["Facts", "Patterns", "Rules"]),  // article × rules → facts
    layer("Stages", "Validation", ["Facts"]),  // facts → findings, by recomputing
    layer("Stages", "Comparison", ["Facts"]),  // facts of two runs → what changed
    layer("Stages", "Records", ["Facts", "Comparison"]),  // facts, findings, changes → JSON Lines
    // what people decide of findings, and the page on which they do
    .target(
      name: "Review", dependencies: [.product(name: "Crypto", package: "swift-crypto")],
      path: "Sources/Stages/Review",
      resources: [
        .embedInCode("Page/review.html"), .embedInCode("Page/review.css"),
        .embedInCode("Page/review.js"),
      ], swiftSettings: strict),
    // The order of the stages, and the only concurrency.
    layer("", "Assembly", ["Facts", "Reading", "Rules", "Extraction", "Validation", "Records"]),
    // Flags, files and exit codes.
    .executableTarget(
      name: "heshu",
      dependencies: [
        "Assembly", "Comparison", "Extraction", "Facts", "Rules", "Records", "Review", "Validation",
        argumentParser, .product(name: "FlyingFox", package: "FlyingFox"),
        .product(name: "FlyingSocks", package: "FlyingFox"),
      ],
      path: "Sources/heshu", swiftSettings: strict),
    // Speed against the yardstick, `make bench`.
    .executableTarget(
      name: "heshu-bench",
      dependencies: [
        "CLibXML2", "Assembly", "Reading", "Rules", "Extraction", "Validation", "Facts",
        argumentParser,
      ],
      path: "bench", swiftSettings: strict),
    // Tests, one folder a target.
    .target(
      name: "TestSupport", dependencies: ["Facts"], path: "Tests/TestSupport",
      swiftSettings: strict),
    tests("Comparison", ["Comparison", "Facts"]),
    tests("HTMLTree", ["HTMLTree"]),
    tests("Patterns", ["Patterns"]),
    tests("Facts", ["Facts"]),
    tests("Reading", ["Reading", "Facts"]),
    tests("Rules", ["Rules", "Facts"]),
    tests("Extraction", ["Extraction", "Rules", "Reading", "Facts"]),
    tests("Validation", ["Validation", "Rules", "Facts"]),
    tests("Records", ["Records", "Facts"]),
    tests("Review", ["Review"]),
    tests("RuleExample", ["Assembly", "Facts", "Rules", "Extraction"]),
    tests("EndToEnd", ["heshu"]),
  ]
)
