// Package word holds the words that several reports use for the same thing, in
// the language of a shop owner.
package word

import (
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/usage"
)

// Protection says in what form a value is stored.
func Protection(p personal.Protection) phrase.Text { return protections[p] }

var protections = map[personal.Protection]phrase.Text{
	personal.UnknownProtection: {EN: "not seen", NL: "niet gezien"},
	personal.Plain:             {EN: "readable", NL: "leesbaar"},
	personal.Encoded:           {EN: "readable (encoded)", NL: "leesbaar (gecodeerd)"},
	personal.FastHash:          {EN: "fast hash", NL: "snelle hash"},
	personal.KeyedHash:         {EN: "hash with a key", NL: "hash met sleutel"},
	personal.Encrypted:         {EN: "encrypted", NL: "versleuteld"},
	personal.SlowHash:          {EN: "slow hash", NL: "trage hash"},
}

// Exit names a way out of the shop; it is empty for what is no exit.
func Exit(k usage.Kind) phrase.Text { return exits[k] }

var exits = map[usage.Kind]phrase.Text{
	usage.Log:        {EN: "log", NL: "logboek"},
	usage.Response:   {EN: "browser or app", NL: "browser of app"},
	usage.HTTPOut:    {EN: "another web service", NL: "andere webdienst"},
	usage.Mail:       {EN: "e-mail", NL: "e-mail"},
	usage.File:       {EN: "file", NL: "bestand"},
	usage.ThirdParty: {EN: "another company", NL: "ander bedrijf"},
	usage.URL:        {EN: "web address", NL: "webadres"},
	usage.Metric:     {EN: "metrics", NL: "meetgegevens"},
	usage.Panic:      {EN: "crash message", NL: "foutmelding"},
}

// Confidence says how sure privet is.
func Confidence(c personal.Confidence) phrase.Text { return confidences[c] }

var confidences = map[personal.Confidence]phrase.Text{
	personal.None:   {EN: "none", NL: "geen"},
	personal.Low:    {EN: "low", NL: "laag"},
	personal.Medium: {EN: "medium", NL: "gemiddeld"},
	personal.High:   {EN: "high", NL: "hoog"},
}
