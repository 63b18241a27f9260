// Package models holds what privet knows of libraries, as tables that can be
// reviewed line by line: where data enters, how it passes through, what
// protects it, and where it leaves. One file a family of libraries.
//
// A line is a verb, a callee and options:
//
//	source (*net/http.Request).FormValue request key=1
//	type   net/http.Request request
//	flow   strings.*
//	flow   (*encoding/json.Decoder).Decode from=0 to=1
//	protect golang.org/x/crypto/bcrypt.GenerateFromPassword slow_hash bcrypt from=0 cost=1
//	sink   log.Printf log
//	sdk    github.com/stripe/stripe-go third-party
//	company stripe third-party
//	field  github.com/jordan-wright/email.Email.From contact.email
//	calls  github.com/samber/lo.Map fn=1 over=0
//	access github.com/gin-gonic/gin.Logger address
//	message github.com/segmentio/kafka-go.Message.Value
//	shares context.WithValue from=2
//
// A callee is written as go doc does, with its import path but without a major
// version suffix; "*" stands for every function of a package or method of a
// type. Arguments are numbered from 0, a method's receiver being 0. "from"
// defaults to all arguments, "to" to the first result, where "result" names no
// other; "add" names an argument that keeps what it held. An sdk line is for a
// whole module: what it is called with leaves the program there. A company line is
// for every library that is named after a company, whoever wrote it.
package models

import (
	"bufio"
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"github.com/privet-dev/privet/schema/lazyregexp"
)

//go:embed *.txt
var tables embed.FS

// Row is one line of a table.
type Row struct {
	Verb   string
	Callee string
	Words  []string // what follows the callee, without options
	From   []int    // nil: all
	Rest   bool     // From's last index and every argument after it
	To     int      // argument written to; -1: the first result
	Key    int      // argument that names the datum; -1: none
	Cost   int      // argument that is the cost parameter; -1: none
	Pairs  bool     // From are alternating keys and values
	JSON   bool     // encoded as JSON: fields tagged "-" stay behind
	Result int      // the result written to, where To says none
	Fn     int      // calls: argument that is the function called
	Over   int      // calls: argument whose elements the function gets; -1: none
	Add    int      // argument to which the others are added, beside what it holds; -1: none
	URL    bool     // a source that is part of the request's URL
	Direct bool     // a struct's own fields, no lists and no pointers: what is done with those is not seen
	Whole  bool     // the value as it is: a struct's fields do not count each
	By     []string // access: "format", or the fields of a configuration of which one must be set
}

// Table finds rows by callee.
type Table struct {
	rows   map[string][]Row
	types  map[string]string
	sdks   map[string]Row
	fields map[string]string

	companies []Row
	messages  map[string]bool
	access    map[string]Row
	accessIn  map[string]bool // packages that hold such functions
}

// Load reads the built-in tables. An error is a mistake in a table.
func Load() (*Table, error) {
	t := &Table{rows: map[string][]Row{}, types: map[string]string{}, sdks: map[string]Row{}, fields: map[string]string{}, messages: map[string]bool{}, access: map[string]Row{}, accessIn: map[string]bool{}}
	names, err := fs.Glob(tables, "*.txt")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		if err := t.read(name); err != nil {
			return nil, err
		}
	}
	return t, nil
}

func (t *Table) read(name string) error {
	file, err := tables.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	sc := bufio.NewScanner(file)
	for n := 1; sc.Scan(); n++ {
		text, _, _ := strings.Cut(sc.Text(), "#")
		words := strings.Fields(text)
		if len(words) == 0 {
			continue
		}
		if len(words) < 2 {
			return fmt.Errorf("models/%s:%d: a verb and a callee are needed", name, n)
		}
		if words[0] == "message" {
			t.messages[words[1]] = true
			continue
		}
		if words[0] == "type" || words[0] == "field" {
			map[string]map[string]string{"type": t.types, "field": t.fields}[words[0]][words[1]] = words[2]
			continue
		}
		row, err := parse(words)
		if err != nil {
			return fmt.Errorf("models/%s:%d: %w", name, n, err)
		}
		switch row.Verb {
		case "sdk":
			t.sdks[row.Callee] = row
			continue
		case "company":
			t.companies = append(t.companies, row)
			continue
		case "access":
			t.access[unstarred(row.Callee)] = row
			t.accessIn[packageOf(row.Callee)] = true
			continue
		}
		callee := unstarred(row.Callee)
		t.rows[callee] = append(t.rows[callee], row)
	}
	return sc.Err()
}

func parse(words []string) (Row, error) {
	r := Row{Verb: words[0], Callee: words[1], To: -1, Add: -1, Key: -1, Cost: -1, Fn: -1, Over: -1}
	for _, w := range words[2:] {
		key, value, ok := strings.Cut(w, "=")
		if !ok {
			r.flag(w)
			continue
		}
		if err := r.option(key, value); err != nil {
			return r, err
		}
	}
	return r, nil
}

func (r *Row) flag(w string) {
	switch w {
	case "pairs":
		r.Pairs = true
	case "json":
		r.JSON = true
	case "in-url":
		r.URL = true
	case "direct":
		r.Direct = true
	case "whole":
		r.Whole = true
	default:
		r.Words = append(r.Words, w)
	}
}

func (r *Row) option(key, value string) error {
	switch key {
	case "from":
		value, r.Rest = strings.CutSuffix(value, "..")
		for part := range strings.SplitSeq(value, ",") {
			n, err := strconv.Atoi(part)
			if err != nil {
				return fmt.Errorf("from=%s: %w", value, err)
			}
			r.From = append(r.From, n)
		}
		return nil
	case "by":
		r.By = strings.Split(value, ",")
		return nil
	case "to", "add", "key", "cost", "result", "fn", "over":
		n, err := strconv.Atoi(value)
		if err != nil {
			return fmt.Errorf("%s=%s: %w", key, value, err)
		}
		*map[string]*int{"to": &r.To, "add": &r.Add, "key": &r.Key, "cost": &r.Cost, "result": &r.Result, "fn": &r.Fn, "over": &r.Over}[key] = n
		return nil
	}
	return fmt.Errorf("unknown option %q", key)
}

// Takes reports whether argument i is one of the row's From.
func (r Row) Takes(i int) bool {
	if r.From == nil {
		return true
	}
	for _, n := range r.From {
		if n == i {
			return true
		}
	}
	return r.Rest && i > r.From[len(r.From)-1]
}

// unstarred spells a method without the star and the type parameters of its receiver.
func unstarred(callee string) string {
	if rest, ok := strings.CutPrefix(callee, "(*"); ok {
		callee = "(" + rest
	}
	if recv, method, ok := strings.Cut(callee, "])."); ok {
		recv, _, _ = strings.Cut(recv, "[")
		callee = recv + ")." + method
	}
	return callee
}

// packageOf is the import path in a callee.
func packageOf(callee string) string {
	callee = strings.TrimLeft(callee, "(*")
	slash := strings.LastIndexByte(callee, '/') + 1
	if dot := strings.IndexByte(callee[slash:], '.'); dot >= 0 {
		return callee[:slash+dot]
	}
	return callee
}

// Access returns the row of a function that makes or is a middleware which writes a
// line for each request; ok is false for others.
func (t *Table) Access(callee string) (row Row, ok bool) {
	row, ok = t.access[unstarred(callee)]
	return row, ok
}

// HasAccess reports whether a package holds such a function.
func (t *Table) HasAccess(path string) bool { return t.accessIn[Normal(path)] }

// Lookup returns the rows of a callee, exact ones before "*".
func (t *Table) Lookup(callee string) []Row {
	callee = unstarred(callee)
	if rows := t.rows[callee]; rows != nil {
		return rows
	}
	if i := strings.LastIndexByte(callee, '.'); i > 0 {
		if rows := t.rows[callee[:i]+".*"]; rows != nil {
			return rows
		}
	}
	if original := copyOf(callee); original != "" {
		return t.Lookup(original)
	}
	return nil
}

// gomail matches the copies of a library that its author left in 2016: most programs that
// mail use one of them.
var gomail = lazyregexp.New(`^(\(?)(?:github\.com/[^/.]+/gomail|github\.com/go-mail/mail|gopkg\.in/mail)\b`)

// copyOf spells a callee or path as the library has it that it is a copy of, "" for others.
func copyOf(name string) string {
	if !strings.Contains(name, "mail") || !gomail.MatchString(name) {
		return ""
	}
	return gomail.ReplaceAllString(name, "${1}gopkg.in/gomail")
}

// SDK returns the row of the module that an import path belongs to: its Words
// are the ways out that a call of it is.
func (t *Table) SDK(path string) (Row, bool) {
	for path = Normal(path); path != "" && path != "."; {
		if row, ok := t.sdks[path]; ok {
			return row, true
		}
		i := strings.LastIndexByte(path, '/')
		if i < 0 {
			break
		}
		path = path[:i]
	}
	return Row{}, false
}

// Sends reports whether a package has a way out of that kind.
func (t *Table) Sends(path, kind string) bool {
	if row, ok := t.SDK(path); ok && slices.Contains(row.Words, kind) {
		return true
	}
	if row, ok := t.Company(path); ok && slices.Contains(row.Words, kind) {
		return true
	}
	if original := copyOf(path); original != "" && t.Sends(original, kind) {
		return true
	}
	for callee, rows := range t.rows {
		rest, ok := strings.CutPrefix(strings.TrimLeft(callee, "(*"), path)
		if !ok || rest == "" || rest[0] != '.' {
			continue
		}
		for _, r := range rows {
			if r.Verb == "sink" && slices.Contains(r.Words, kind) {
				return true
			}
		}
	}
	return false
}

// Type returns the origin of every value of a type, or "".
func (t *Table) Type(name string) string { return t.types[name] }

// Message reports whether a field of a library's struct holds a message of a queue.
func (t *Table) Message(owner, name string) bool { return t.messages[Normal(owner)+"."+name] }

// Field returns the category of a field of a library's struct, or "".
func (t *Table) Field(owner, name string) string { return t.fields[Normal(owner)+"."+name] }

var majorVersion = lazyregexp.New(`/v[0-9]+\b|\.v[0-9]+\b`)

// Normal returns a callee's or type's name without major version suffixes, and under
// the name its repository has today.
func Normal(name string) string {
	if strings.Contains(name, "github.com/Sirupsen/") {
		name = strings.Replace(name, "github.com/Sirupsen/", "github.com/sirupsen/", 1)
	}
	if !strings.Contains(name, "/v") && !strings.Contains(name, ".v") {
		return name
	}
	return majorVersion.ReplaceAllString(name, "")
}
