/// The binary properties by the names that ECMA-262 takes for them (table 69).
enum BinaryPropertyNames {
  typealias Test = @Sendable (Unicode.Scalar.Properties) -> Bool

  static func test(_ name: String) -> Test? { tests[name] ?? aliases[name].flatMap { tests[$0] } }

  private static let tests: [String: Test] = [
    "Alphabetic": { $0.isAlphabetic }, "ASCII_Hex_Digit": { $0.isASCIIHexDigit },
    "Bidi_Control": { $0.isBidiControl }, "Bidi_Mirrored": { $0.isBidiMirrored }, "Cased": { $0.isCased },
    "Case_Ignorable": { $0.isCaseIgnorable }, "Changes_When_Casefolded": { $0.changesWhenCaseFolded },
    "Changes_When_Casemapped": { $0.changesWhenCaseMapped },
    "Changes_When_Lowercased": { $0.changesWhenLowercased },
    "Changes_When_NFKC_Casefolded": { $0.changesWhenNFKCCaseFolded },
    "Changes_When_Titlecased": { $0.changesWhenTitlecased },
    "Changes_When_Uppercased": { $0.changesWhenUppercased }, "Dash": { $0.isDash },
    "Default_Ignorable_Code_Point": { $0.isDefaultIgnorableCodePoint }, "Deprecated": { $0.isDeprecated },
    "Diacritic": { $0.isDiacritic }, "Emoji": { $0.isEmoji }, "Emoji_Modifier": { $0.isEmojiModifier },
    "Emoji_Modifier_Base": { $0.isEmojiModifierBase }, "Emoji_Presentation": { $0.isEmojiPresentation },
    "Extender": { $0.isExtender }, "Grapheme_Base": { $0.isGraphemeBase },
    "Grapheme_Extend": { $0.isGraphemeExtend }, "Hex_Digit": { $0.isHexDigit },
    "IDS_Binary_Operator": { $0.isIDSBinaryOperator }, "IDS_Trinary_Operator": { $0.isIDSTrinaryOperator },
    "ID_Continue": { $0.isIDContinue }, "ID_Start": { $0.isIDStart }, "Ideographic": { $0.isIdeographic },
    "Join_Control": { $0.isJoinControl }, "Logical_Order_Exception": { $0.isLogicalOrderException },
    "Lowercase": { $0.isLowercase }, "Math": { $0.isMath },
    "Noncharacter_Code_Point": { $0.isNoncharacterCodePoint }, "Pattern_Syntax": { $0.isPatternSyntax },
    "Pattern_White_Space": { $0.isPatternWhitespace }, "Quotation_Mark": { $0.isQuotationMark },
    "Radical": { $0.isRadical }, "Sentence_Terminal": { $0.isSentenceTerminal },
    "Soft_Dotted": { $0.isSoftDotted }, "Terminal_Punctuation": { $0.isTerminalPunctuation },
    "Unified_Ideograph": { $0.isUnifiedIdeograph }, "Uppercase": { $0.isUppercase },
    "Variation_Selector": { $0.isVariationSelector }, "White_Space": { $0.isWhitespace },
    "XID_Continue": { $0.isXIDContinue }, "XID_Start": { $0.isXIDStart },
  ]

  private static let aliases: [String: String] = [
    "Alpha": "Alphabetic", "AHex": "ASCII_Hex_Digit", "Bidi_C": "Bidi_Control", "Bidi_M": "Bidi_Mirrored",
    "CI": "Case_Ignorable", "CWCF": "Changes_When_Casefolded", "CWCM": "Changes_When_Casemapped",
    "CWL": "Changes_When_Lowercased", "CWKCF": "Changes_When_NFKC_Casefolded", "CWT": "Changes_When_Titlecased",
    "CWU": "Changes_When_Uppercased", "DI": "Default_Ignorable_Code_Point", "Dep": "Deprecated",
    "Dia": "Diacritic", "EMod": "Emoji_Modifier", "EBase": "Emoji_Modifier_Base",
    "EPres": "Emoji_Presentation", "Ext": "Extender",
    "Gr_Base": "Grapheme_Base", "Gr_Ext": "Grapheme_Extend", "Hex": "Hex_Digit", "IDSB": "IDS_Binary_Operator",
    "IDST": "IDS_Trinary_Operator", "IDC": "ID_Continue", "IDS": "ID_Start", "Ideo": "Ideographic",
    "Join_C": "Join_Control", "LOE": "Logical_Order_Exception", "Lower": "Lowercase",
    "NChar": "Noncharacter_Code_Point", "Pat_Syn": "Pattern_Syntax", "Pat_WS": "Pattern_White_Space",
    "QMark": "Quotation_Mark", "STerm": "Sentence_Terminal", "SD": "Soft_Dotted",
    "Term": "Terminal_Punctuation", "UIdeo": "Unified_Ideograph", "Upper": "Uppercase",
    "VS": "Variation_Selector", "space": "White_Space", "XIDC": "XID_Continue", "XIDS": "XID_Start",
  ]
}
