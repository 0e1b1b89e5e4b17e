// The code points above ASCII that may start or continue an identifier, from Unicode 16.0.0 (XID_Start, XID_Continue).
// Written as "first+more" in hexadecimal; parsed once into sorted bounds.
using System.Globalization;

namespace Vivarium.Compiler.Text;

internal static class XidRanges
{
    /// <summary>First and last code points of the ranges, ascending: first, last, first, last…</summary>
    public static readonly int[] Start = Parse(StartText);

    public static readonly int[] ContinueOnly = Parse(ContinueOnlyText);

    public static bool Contains(int[] bounds, int codePoint)
    {
        int index = Array.BinarySearch(bounds, codePoint);
        return index >= 0 || (~index & 1) == 1;
    }

    private static int[] Parse(string text)
    {
        var bounds = new List<int>();
        foreach (string range in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            int plus = range.IndexOf('+', StringComparison.Ordinal);
            int first = int.Parse(plus < 0 ? range : range[..plus], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            int more = plus < 0 ? 0 : int.Parse(range[(plus + 1)..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            bounds.Add(first);
            bounds.Add(first + more);
        }
        return [.. bounds];
    }

    private const string StartText = """
        aa b5 ba c0+16 d8+1e f8+1c9 2c6+b 2e0+4 2ec 2ee 370+4 376+1 37b+2 37f 386 388+2 38c 38e+13 3a3+52 3f7+8a 48a+a5 531+25 559
        560+28 5d0+1a 5ef+3 620+2a 66e+1 671+62 6d5 6e5+1 6ee+1 6fa+2 6ff 710 712+1d 74d+58 7b1 7ca+20 7f4+1 7fa 800+15 81a 824 828
        840+18 860+a 870+17 889+5 8a0+29 904+35 93d 950 958+9 971+f 985+7 98f+1 993+15 9aa+6 9b2 9b6+3 9bd 9ce 9dc+1 9df+2 9f0+1 9fc
        a05+5 a0f+1 a13+15 a2a+6 a32+1 a35+1 a38+1 a59+3 a5e a72+2 a85+8 a8f+2 a93+15 aaa+6 ab2+1 ab5+4 abd ad0 ae0+1 af9 b05+7 b0f+1
        b13+15 b2a+6 b32+1 b35+4 b3d b5c+1 b5f+2 b71 b83 b85+5 b8e+2 b92+3 b99+1 b9c b9e+1 ba3+1 ba8+2 bae+b bd0 c05+7 c0e+2 c12+16
        c2a+f c3d c58+2 c5d c60+1 c80 c85+7 c8e+2 c92+16 caa+9 cb5+4 cbd cdd+1 ce0+1 cf1+1 d04+8 d0e+2 d12+28 d3d d4e d54+2 d5f+2 d7a+5
        d85+11 d9a+17 db3+8 dbd dc0+6 e01+2f e32 e40+6 e81+1 e84 e86+4 e8c+17 ea5 ea7+9 eb2 ebd ec0+4 ec6 edc+3 f00 f40+7 f49+23 f88+4
        1000+2a 103f 1050+5 105a+3 1061 1065+1 106e+2 1075+c 108e 10a0+25 10c7 10cd 10d0+2a 10fc+14c 124a+3 1250+6 1258 125a+3 1260+28
        128a+3 1290+20 12b2+3 12b8+6 12c0 12c2+3 12c8+e 12d8+38 1312+3 1318+42 1380+f 13a0+55 13f8+5 1401+26b 166f+10 1681+19 16a0+4a
        16ee+a 1700+11 171f+12 1740+11 1760+c 176e+2 1780+33 17d7 17dc 1820+58 1880+28 18aa 18b0+45 1900+1e 1950+1d 1970+4 1980+2b
        19b0+19 1a00+16 1a20+34 1aa7 1b05+2e 1b45+7 1b83+1d 1bae+1 1bba+2b 1c00+23 1c4d+2 1c5a+23 1c80+a 1c90+2a 1cbd+2 1ce9+3 1cee+5
        1cf5+1 1cfa 1d00+bf 1e00+115 1f18+5 1f20+25 1f48+5 1f50+7 1f59 1f5b 1f5d 1f5f+1e 1f80+34 1fb6+6 1fbe 1fc2+2 1fc6+6 1fd0+3 1fd6+5
        1fe0+c 1ff2+2 1ff6+6 2071 207f 2090+c 2102 2107 210a+9 2115 2118+5 2124 2126 2128 212a+f 213c+3 2145+4 214e 2160+28 2c00+e4
        2ceb+3 2cf2+1 2d00+25 2d27 2d2d 2d30+37 2d6f 2d80+16 2da0+6 2da8+6 2db0+6 2db8+6 2dc0+6 2dc8+6 2dd0+6 2dd8+6 3005+2 3021+8
        3031+4 3038+4 3041+55 309d+2 30a1+59 30fc+3 3105+2a 3131+5d 31a0+1f 31f0+f 3400+19bf 4e00+568c a4d0+2d a500+10c a610+f a62a+1
        a640+2e a67f+1e a6a0+4f a717+8 a722+66 a78b+42 a7d0+1 a7d3 a7d5+7 a7f2+f a803+2 a807+3 a80c+16 a840+33 a882+31 a8f2+5 a8fb
        a8fd+1 a90a+1b a930+16 a960+1c a984+2e a9cf a9e0+4 a9e6+9 a9fa+4 aa00+28 aa40+2 aa44+7 aa60+16 aa7a aa7e+31 aab1 aab5+1 aab9+4
        aac0 aac2 aadb+2 aae0+a aaf2+2 ab01+5 ab09+5 ab11+5 ab20+6 ab28+6 ab30+2a ab5c+d ab70+72 ac00+2ba3 d7b0+16 d7cb+30 f900+16d
        fa70+69 fb00+6 fb13+4 fb1d fb1f+9 fb2a+c fb38+4 fb3e fb40+1 fb43+1 fb46+6b fbd3+8a fc64+d9 fd50+3f fd92+35 fdf0+9 fe71 fe73 fe77
        fe79 fe7b fe7d fe7f+7d ff21+19 ff41+19 ff66+37 ffa0+1e ffc2+5 ffca+5 ffd2+5 ffda+2 10000+b 1000d+19 10028+12 1003c+1 1003f+e
        10050+d 10080+7a 10140+34 10280+1c 102a0+30 10300+1f 1032d+1d 10350+25 10380+1d 103a0+23 103c8+7 103d1+4 10400+9d 104b0+23
        104d8+23 10500+27 10530+33 10570+a 1057c+e 1058c+6 10594+1 10597+a 105a3+e 105b3+6 105bb+1 105c0+33 10600+136 10740+15 10760+7
        10780+5 10787+29 107b2+8 10800+5 10808 1080a+2b 10837+1 1083c 1083f+16 10860+16 10880+1e 108e0+12 108f4+1 10900+15 10920+19
        10980+37 109be+1 10a00 10a10+3 10a15+2 10a19+1c 10a60+1c 10a80+1c 10ac0+7 10ac9+1b 10b00+35 10b40+15 10b60+12 10b80+11 10c00+48
        10c80+32 10cc0+32 10d00+23 10d4a+1b 10d6f+16 10e80+29 10eb0+1 10ec2+2 10f00+1c 10f27 10f30+15 10f70+11 10fb0+14 10fe0+16
        11003+34 11071+1 11075 11083+2c 110d0+18 11103+23 11144 11147 11150+22 11176 11183+2f 111c1+3 111da 111dc 11200+11 11213+18
        1123f+1 11280+6 11288 1128a+3 1128f+e 1129f+9 112b0+2e 11305+7 1130f+1 11313+15 1132a+6 11332+1 11335+4 1133d 11350 1135d+4
        11380+9 1138b 1138e 11390+25 113b7 113d1 113d3 11400+34 11447+3 1145f+2 11480+2f 114c4+1 114c7 11580+2e 115d8+3 11600+2f 11644
        11680+2a 116b8 11700+1a 11740+6 11800+2b 118a0+3f 118ff+7 11909 1190c+7 11915+1 11918+17 1193f 11941 119a0+7 119aa+26 119e1
        119e3 11a00 11a0b+27 11a3a 11a50 11a5c+2d 11a9d 11ab0+48 11bc0+20 11c00+8 11c0a+24 11c40 11c72+1d 11d00+6 11d08+1 11d0b+25 11d46
        11d60+5 11d67+1 11d6a+1f 11d98 11ee0+12 11f02 11f04+c 11f12+21 11fb0 12000+399 12400+6e 12480+c3 12f90+60 13000+42f 13441+5
        13460+f9a 14400+246 16100+1d 16800+238 16a40+1e 16a70+4e 16ad0+1d 16b00+2f 16b40+3 16b63+14 16b7d+12 16d40+2c 16e40+3f 16f00+4a
        16f50 16f93+c 16fe0+1 16fe3 17000+17f7 18800+4d5 18cff+9 1aff0+3 1aff5+6 1affd+1 1b000+122 1b132 1b150+2 1b155 1b164+3 1b170+18b
        1bc00+6a 1bc70+c 1bc80+8 1bc90+9 1d400+54 1d456+46 1d49e+1 1d4a2 1d4a5+1 1d4a9+3 1d4ae+b 1d4bb 1d4bd+6 1d4c5+40 1d507+3 1d50d+7
        1d516+6 1d51e+1b 1d53b+3 1d540+4 1d546 1d54a+6 1d552+153 1d6a8+18 1d6c2+18 1d6dc+1e 1d6fc+18 1d716+1e 1d736+18 1d750+1e 1d770+18
        1d78a+1e 1d7aa+18 1d7c4+7 1df00+1e 1df25+5 1e030+3d 1e100+2c 1e137+6 1e14e 1e290+1d 1e2c0+2b 1e4d0+1b 1e5d0+1d 1e5f0 1e7e0+6
        1e7e8+3 1e7ed+1 1e7f0+e 1e800+c4 1e900+43 1e94b 1ee00+3 1ee05+1a 1ee21+1 1ee24 1ee27 1ee29+9 1ee34+3 1ee39 1ee3b 1ee42 1ee47
        1ee49 1ee4b 1ee4d+2 1ee51+1 1ee54 1ee57 1ee59 1ee5b 1ee5d 1ee5f 1ee61+1 1ee64 1ee67+3 1ee6c+6 1ee74+3 1ee79+3 1ee7e 1ee80+9
        1ee8b+10 1eea1+2 1eea5+4 1eeab+10 20000+a6df 2a700+1039 2b740+dd 2b820+1681 2ceb0+1d30 2ebf0+26d 2f800+21d 30000+134a 31350+105f
        """;

    private const string ContinueOnlyText = """
        b7 300+6f 387 483+4 591+2c 5bf 5c1+1 5c4+1 5c7 610+a 64b+1e 670 6d6+6 6df+5 6e7+1 6ea+3 6f0+9 711 730+1a 7a6+a 7c0+9 7eb+8 7fd
        816+3 81b+8 825+2 829+4 859+2 897+8 8ca+17 8e3+20 93a+2 93e+11 951+6 962+1 966+9 981+2 9bc 9be+6 9c7+1 9cb+2 9d7 9e2+1 9e6+9 9fe
        a01+2 a3c a3e+4 a47+1 a4b+2 a51 a66+b a75 a81+2 abc abe+7 ac7+2 acb+2 ae2+1 ae6+9 afa+5 b01+2 b3c b3e+6 b47+1 b4b+2 b55+2 b62+1
        b66+9 b82 bbe+4 bc6+2 bca+3 bd7 be6+9 c00+4 c3c c3e+6 c46+2 c4a+3 c55+1 c62+1 c66+9 c81+2 cbc cbe+6 cc6+2 cca+3 cd5+1 ce2+1
        ce6+9 cf3 d00+3 d3b+1 d3e+6 d46+2 d4a+3 d57 d62+1 d66+9 d81+2 dca dcf+5 dd6 dd8+7 de6+9 df2+1 e31 e33+7 e47+7 e50+9 eb1 eb3+9
        ec8+6 ed0+9 f18+1 f20+9 f35 f37 f39 f3e+1 f71+13 f86+1 f8d+a f99+23 fc6 102b+13 1040+9 1056+3 105e+2 1062+2 1067+6 1071+3 1082+b
        108f+e 135d+2 1369+8 1712+3 1732+2 1752+1 1772+1 17b4+1f 17dd 17e0+9 180b+2 180f+a 18a9 1920+b 1930+b 1946+9 19d0+a 1a17+4
        1a55+9 1a60+1c 1a7f+a 1a90+9 1ab0+d 1abf+f 1b00+4 1b34+10 1b50+9 1b6b+8 1b80+2 1ba1+c 1bb0+9 1be6+d 1c24+13 1c40+9 1c50+9 1cd0+2
        1cd4+14 1ced 1cf4 1cf7+2 1dc0+3f 200c+1 203f+1 2054 20d0+c 20e1 20e5+b 2cef+2 2d7f 2de0+1f 302a+5 3099+1 30fb a620+9 a66f a674+9
        a69e+1 a6f0+1 a802 a806 a80b a823+4 a82c a880+1 a8b4+11 a8d0+9 a8e0+11 a8ff+a a926+7 a947+c a980+3 a9b3+d a9d0+9 a9e5 a9f0+9
        aa29+d aa43 aa4c+1 aa50+9 aa7b+2 aab0 aab2+2 aab7+1 aabe+1 aac1 aaeb+4 aaf5+1 abe3+7 abec+1 abf0+9 fb1e fe00+f fe20+f fe33+1
        fe4d+2 ff10+9 ff3f ff65 ff9e+1 101fd 102e0 10376+4 104a0+9 10a01+2 10a05+1 10a0c+3 10a38+2 10a3f 10ae5+1 10d24+3 10d30+9 10d40+9
        10d69+4 10eab+1 10efc+3 10f46+a 10f82+3 11000+2 11038+e 11066+a 11073+1 1107f+3 110b0+a 110c2 110f0+9 11100+2 11127+d 11136+9
        11145+1 11173 11180+2 111b3+d 111c9+3 111ce+b 1122c+b 1123e 11241 112df+b 112f0+9 11300+3 1133b+1 1133e+6 11347+1 1134b+2 11357
        11362+1 11366+6 11370+4 113b8+8 113c2 113c5 113c7+3 113cc+4 113d2 113e1+1 11435+11 11450+9 1145e 114b0+13 114d0+9 115af+6
        115b8+8 115dc+1 11630+10 11650+9 116ab+c 116c0+9 116d0+13 1171d+e 11730+9 1182c+e 118e0+9 11930+5 11937+1 1193b+3 11940 11942+1
        11950+9 119d1+6 119da+6 119e4 11a01+9 11a33+6 11a3b+3 11a47 11a51+a 11a8a+f 11bf0+9 11c2f+7 11c38+7 11c50+9 11c92+15 11ca9+d
        11d31+5 11d3a 11d3c+1 11d3f+6 11d47 11d50+9 11d8a+4 11d90+1 11d93+4 11da0+9 11ef3+3 11f00+1 11f03 11f34+6 11f3e+4 11f50+a 13440
        13447+e 1611e+1b 16a60+9 16ac0+9 16af0+4 16b30+6 16b50+9 16d70+9 16f4f 16f51+36 16f8f+3 16fe4 16ff0+1 1bc9d+1 1ccf0+9 1cf00+2d
        1cf30+16 1d165+4 1d16d+5 1d17b+7 1d185+6 1d1aa+3 1d242+2 1d7ce+31 1da00+36 1da3b+31 1da75 1da84 1da9b+4 1daa1+e 1e000+6 1e008+10
        1e01b+6 1e023+1 1e026+4 1e08f 1e130+6 1e140+9 1e2ae 1e2ec+d 1e4ec+d 1e5ee+1 1e5f1+9 1e8d0+6 1e944+6 1e950+9 1fbf0+9 e0100+ef
        """;
}
