package rows

import (
	"testing"

	"github.com/privet-dev/privet/schema"
)

func TestRecognise(t *testing.T) {
	tests := []struct {
		value    string
		kind     schema.ValueKind
		reserved bool
	}{
		{"$2y$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy", schema.BcryptValue, false},
		{"$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub+b0daw", schema.Argon2Value, false},
		{"pbkdf2_sha256$600000$salt1234$Rl7Qq0oJQ6bQn1Vw1tP9aTg8c5c0m2zWqWm0m6o7m8I=", schema.PBKDF2Value, false},
		{"scrypt:32768:8:1$abcdefghijklmnop$0123456789", schema.ScryptValue, false},
		{"$6$saltsalt$" + "qFmFH.bQmmtXzyBY0s9v7Oicd2z4XSIecDzlB5KiA2/jctKu9YterLp8wwnSq.qc.eoxqOmSuNp2xS0ktL3nh/", schema.CryptValue, false},
		{"$P$B12345678abcdefghijklmnopqrstuv", schema.CryptValue, false},
		{"$1$saltsalt$UsdFqFVB.FsuinRDK5eE..", schema.MD5CryptValue, false},
		{"*94BDCEBE19083CE2A1F959FD02F964C7AF4CFC29", schema.MySQLPasswordValue, false},
		{"5f4dcc3b5aa765d61d8327deb882cf99", schema.HexMD5Value, false},
		{"5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8", schema.HexSHA1Value, false},
		{"5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8", schema.HexSHA256Value, false},
		{"{SSHA}0c4eKTaGVUhcHTGyfVbIhLKsQjs7Ch8s", schema.LDAPHashValue, false},
		{"$wp$2y$10$6QJd5ggWvqvM2XbVUjKJiuYzKm5m7yvJc0hV0dFZpFh6rjQw3Yb2C", schema.BcryptValue, false},
		{"5f4dcc3b5aa765d61d8327deb882cf99:x7", schema.HexMD5Value, false},
		{"5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8:aK3pQ9:1", schema.HexSHA256Value, false},
		{"5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8:aK3pQ9:2", schema.Argon2Value, false},
		{"wachtwoord123", schema.OtherValue, false},

		{"j.jansen@xs4all.nl", schema.EmailValue, false},
		{"j.jansen@example.com", schema.EmailValue, true},
		{"user12@bedrijf.nl", schema.EmailValue, true},
		{"jan@shop.test", schema.EmailValue, true},
		{"not an @ddress.nl", schema.OtherValue, false},

		{"NL20INGB0001234567", schema.IBANValue, false},
		{"NL91 ABNA 0417 1643 00", schema.IBANValue, true},
		{"NL92ABNA0417164300", schema.OtherValue, false},
		{"123456782", schema.BSNValue, true},
		{"136429671", schema.BSNValue, false},
		{"136429677", schema.NumberValue, false},
		{"4111 1111 1111 1111", schema.CardValue, true},
		{"4539578763621486", schema.CardValue, false},
		{"4539578763621487", schema.NumberValue, false},

		{"+31 6 4829 1735", schema.PhoneValue, false},
		{"06-48291735", schema.PhoneValue, false},
		{"0612345678", schema.PhoneValue, true},
		{"(212) 555-0142", schema.PhoneValue, true},
		{"0.123456789", schema.NumberValue, false},
		{"1012 AB", schema.PostcodeValue, false},
		{"192.0.2.7", schema.IPValue, false},
		{"2001:db8::1", schema.IPValue, false},
		{"1.2.3", schema.OtherValue, false},

		{"1980-05-17", schema.BirthDateValue, false},
		{"1980-05-17 00:00:00", schema.BirthDateValue, false},
		{"2024-05-17", schema.DateValue, false},
		{"1980-05-17 12:33:10", schema.DateValue, false},
		{"1980-13-40", schema.OtherValue, false},
		{"6ba7b810-9dad-11d1-80b4-00c04fd430c8", schema.UUIDValue, false},
		{`{"phone": "1"}`, schema.JSONValue, false},
		{"-12.50", schema.NumberValue, false},
		{"", schema.OtherValue, false},
	}
	for _, tt := range tests {
		kind, reserved := recognise(tt.value)
		if kind != tt.kind || reserved != tt.reserved {
			t.Errorf("%q: %s, reserved %v; want %s, %v", tt.value, kind, reserved, tt.kind, tt.reserved)
		}
	}
}

func FuzzRecognise(f *testing.F) {
	for _, s := range []string{"a@b.nl", "NL91ABNA0417164300", "123456782", "+31612345678", "2001:db8::1", "1980-01-01", "{}", "$2y$"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if k, _ := recognise(s); k >= schema.NumValueKinds {
			t.Errorf("%q is of kind %d", s, k)
		}
	})
}

// TestReadable: what is certainly no hash, and what might be one.
func TestReadable(t *testing.T) {
	for _, s := range []string{"geheim", "welkom01!", "Zomer 2024", "1234", "bloemetje1984"[:12]} {
		if kind, _ := recognise(s); !readable(kind, s) {
			t.Errorf("%q is not taken to be readable", s)
		}
	}
	for _, s := range []string{"", "x", "!", "*", "locked", "$2y$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy", "5d2e19393cc5ef67", "rl.3StKT.4T8M",
		"dGVzdA==", "{{password}}", "%PASSWORD%", "5f4dcc3b5aa765d61d8327deb882cf99", "Q2xhc3NpYyBjb25mdXNpb24gbWF0cml4"} {
		if kind, _ := recognise(s); readable(kind, s) {
			t.Errorf("%q is taken to be readable", s)
		}
	}
}
