package inventory

import (
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/schema"
)

// hashStrength says what a stored hash of each kind is worth. The slow variants
// of crypt(3) and phpass iterate; MD5-crypt does a thousand rounds, which a
// graphics card makes up for (OWASP, Password Storage Cheat Sheet).
var hashStrength = map[schema.ValueKind]personal.Protection{
	schema.BcryptValue: personal.SlowHash, schema.Argon2Value: personal.SlowHash, schema.ScryptValue: personal.SlowHash,
	schema.PBKDF2Value: personal.SlowHash, schema.CryptValue: personal.SlowHash, schema.ScramValue: personal.SlowHash,
	schema.MD5CryptValue: personal.FastHash, schema.MySQLPasswordValue: personal.FastHash, schema.HexMD5Value: personal.FastHash,
	schema.HexSHA1Value: personal.FastHash, schema.HexSHA256Value: personal.FastHash, schema.HexSHA512Value: personal.FastHash, schema.LDAPHashValue: personal.FastHash,
}

// valueProofs says what the rows of a dump prove about how an item is stored.
// One proof a strength: an old customer's MD5 stands beside a new one's bcrypt.
func valueProofs(item *Item) []Proof {
	v := item.Column.Values
	if v == nil || v.Sampled == 0 || item.Category == nil {
		return nil
	}
	if item.Category.ID != Password {
		kind, ok := v.Kind()
		if !ok || !kind.Identifies() {
			return nil
		}
		return []Proof{valueProof(v, personal.Plain, phrase.Textf("readable in %d of %d rows", "leesbaar in %d van %d rijen", v.Counts[kind], v.Sampled))}
	}
	var found []Proof
	if 2*v.Readable > v.Sampled {
		found = append(found, valueProof(v, personal.Plain, phrase.Textf("readable in %d of %d rows", "leesbaar in %d van %d rijen", v.Readable, v.Sampled)))
	}
	for kind := schema.BcryptValue; kind < schema.NumValueKinds; kind++ {
		if n := v.Counts[kind]; n > 0 {
			found = append(found, valueProof(v, hashStrength[kind], phrase.Textf("values look like %s in %d of %d rows", "waarden lijken op %s in %d van %d rijen", kind, n, v.Sampled)))
		}
	}
	return found
}

func valueProof(v *schema.Values, p personal.Protection, text phrase.Text) Proof {
	return Proof{Kind: ValueProof, Protection: p, Text: text, Span: v.Origin.Span}
}
