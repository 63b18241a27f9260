package flow

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/lazyregexp"
)

// Stores of keys and values (Redis, bolt, badger and their like) have no columns: a user
// is kept there as JSON, under his name. Of what is put there only passwords count, since
// what else is kept is mostly a copy of what a database has; what is read back comes
// from a database, and the struct it is decoded into says what its parts are.
//
// What expires by itself is no store: it is a copy, or waits for a code to be typed.

// keyValueStores are the libraries, by import path without major version.
var keyValueStores = map[string]string{
	"github.com/redis/go-redis": "redis", "github.com/go-redis/redis": "redis", "gopkg.in/redis": "redis",
	"github.com/gomodule/redigo/redis": "redis", "github.com/garyburd/redigo/redis": "redis",
	"go.etcd.io/bbolt": "bolt", "github.com/boltdb/bolt": "bolt", "github.com/etcd-io/bbolt": "bolt",
	"github.com/dgraph-io/badger": "badger", "github.com/tidwall/buntdb": "buntdb", "github.com/syndtr/goleveldb/leveldb": "leveldb",
	"github.com/cockroachdb/pebble": "pebble", "github.com/akrylysov/pogreb": "pogreb",
	"github.com/nanobox-io/golang-scribble": "scribble", "github.com/sdomino/scribble": "scribble",
	"github.com/asdine/storm": "storm", "github.com/peterbourgon/diskv": "diskv",
}

var (
	puts = lazyregexp.New(`^(?:Set|SetArgs|HSet|HMSet|HSetNX|SetNX|GetSet|Put|Write|WriteString|NewEntry|Save)$`)
	gets = lazyregexp.New(`^(?:Get|HGet|HGetAll|HMGet|MGet|HVals|GetBytes|Read|ReadString|ReadAll|ValueCopy|First|Last|Next|Seek|One|Find|All)$`)
	// read matches the methods and functions that take what was read out of a reply.
	read = lazyregexp.New(`^(?:Result|Val|Bytes|String|Text|Strings|StringMap|ByteSlices|Values|Scan|ScanStruct)$`)
)

// keyValueCall does what a call of such a library does, and reports whether it was one.
func (f *function) keyValueCall(m memory, call ssa.CallInstruction, v *ssa.Call, args []ssa.Value, name string) bool {
	pkg, method := packageAndName(name)
	store, ok := keyValueStores[pkg]
	if !ok {
		return false
	}
	if n := len(args); n > 0 && call.Common().Signature().Variadic() {
		args = append(args[:n-1:n-1], f.spread(args[n-1:])...)
	}
	if method == "Do" || method == "DoContext" || method == "Send" {
		return f.redisCommand(m, call, v, args, name)
	}
	switch {
	case method == "Value" && len(args) == 2: // badger hands what it read to a function
		f.handTo(m, call, args[1], f.fromStore(call, store))
	case puts.MatchString(method):
		f.put(m, call, name, store, valuesPut(store, method, args))
	case gets.MatchString(method) && (len(args) > 1 || store == "bolt" || method == "ReadAll"):
		f.get(m, call, v, args, store)
	case read.MatchString(method):
		f.fromReply(m, v, args)
	default:
		return false
	}
	return true
}

// packageAndName takes a callee apart: the import path of its package, and its name.
func packageAndName(callee string) (pkg, name string) {
	callee = strings.TrimLeft(callee, "(*")
	dot := strings.LastIndexByte(callee, '.')
	if dot < 0 {
		return "", callee
	}
	pkg, name = callee[:dot], callee[dot+1:]
	if receiver, ok := strings.CutSuffix(pkg, ")"); ok {
		pkg = receiver
		if i := strings.LastIndexByte(receiver, '.'); i > strings.LastIndexByte(receiver, '/') {
			pkg = receiver[:i]
		}
	}
	return pkg, name
}

// valuesPut returns the arguments that are stored: those behind the key, nil where what
// is stored expires.
func valuesPut(store, method string, args []ssa.Value) []ssa.Value {
	first := 1 // behind the receiver
	if method == "NewEntry" {
		first = 0
	}
	if first < len(args) && broken(unwrap(args[first]).Type()) && store == "redis" {
		first++ // a context
	}
	if method == "Save" {
		return args[min(first, len(args)):]
	}
	rest := args[min(first+1, len(args)):]
	if store == "redis" && strings.HasPrefix(method, "Set") && len(rest) > 1 {
		if c, ok := unwrap(rest[1]).(*ssa.Const); !ok || c.Value == nil || c.Value.ExactString() != "0" {
			return nil
		}
		rest = rest[:1]
	}
	if store == "scribble" && len(rest) > 1 {
		rest = rest[1:] // a collection and a resource
	}
	return rest
}

// put records that passwords among values are stored.
func (f *function) put(m memory, call ssa.CallInstruction, name, store string, values []ssa.Value) {
	var in set
	for i, v := range values {
		more := f.collect(m, v)
		if i > 0 {
			if key, ok := constString(unwrap(values[i-1])); ok {
				more = f.nameBy(more, key) // a field of a hash, then what it holds
			}
		}
		in, _ = in.union(more)
	}
	if len(in) == 0 {
		return
	}
	s := f.columnSite(call, usage.Write, name, usage.ColumnRef{Table: schema.Name{Name: store + keyed}, Column: "password"})
	s.passwords = true
	f.sink(m, s, in)
}

// fromStore is what is read there.
func (f *function) fromStore(call ssa.CallInstruction, store string) set {
	l := label{From: fromDatabase, Table: schema.Name{Name: store + keyed}}
	return setOf(taint{l, (*step)(nil).then(call.Pos(), comesFrom(fromDatabase))})
}

// unnamedStore reports whether a value was read from such a store under a key alone.
func unnamedStore(l label) bool {
	return l.From == fromDatabase && l.Column == "" && strings.HasSuffix(l.Table.Name, keyed)
}

// keyed ends the names of tables that such stores stand for.
const keyed = "_users"

// get labels what a call reads: its results, and what it is handed a pointer to.
func (f *function) get(m memory, call ssa.CallInstruction, v *ssa.Call, args []ssa.Value, store string) {
	in := f.fromStore(call, store)
	if v != nil {
		for i := range v.Call.Signature().Results().Len() {
			if p, ok := f.result(v, i); ok {
				f.write(m, p, in, true)
			}
		}
	}
	for _, a := range args[min(1, len(args)):] {
		t := deref(unwrap(a).Type())
		if structOf(t) != nil && !broken(t) || structOf(elemType(t)) != nil {
			for _, p := range f.placesOf(a) {
				f.write(m, p, in, true)
			}
		}
	}
}

// fromReply hands on what a reply holds.
func (f *function) fromReply(m memory, v *ssa.Call, args []ssa.Value) {
	if len(args) == 0 {
		return
	}
	in := f.labels(m, args[0])
	if p, ok := f.result(v, 0); ok {
		f.write(m, p, in, true)
	}
	for _, a := range args[1:] {
		for _, p := range f.placesOf(a) {
			f.write(m, p, in, false)
		}
	}
}

// redisCommand is a command of redigo: Do("HSET", key, "password", password).
func (f *function) redisCommand(m memory, call ssa.CallInstruction, v *ssa.Call, args []ssa.Value, name string) bool {
	at := slices.IndexFunc(args, func(a ssa.Value) bool { _, ok := constString(unwrap(a)); return ok })
	if at < 0 {
		return false
	}
	command, _ := constString(unwrap(args[at]))
	rest := args[at+1:]
	switch strings.ToUpper(command) {
	case "SET", "GETSET":
		if len(rest) == 2 { // a third says when it expires
			f.put(m, call, name, "redis", rest[1:])
		}
	case "HSET", "HMSET", "HSETNX":
		f.put(m, call, name, "redis", rest)
	case "GET", "HGET", "HMGET", "HGETALL", "MGET":
		f.get(m, call, v, nil, "redis")
	}
	return true
}

// spread returns the values of a variadic argument one by one, where they are known.
func (f *function) spread(args []ssa.Value) []ssa.Value {
	if len(args) == 1 {
		if elems := f.elements(args[0]); elems != nil {
			return elems
		}
	}
	return args
}

// handTo calls a function with what is known of its first parameter.
func (f *function) handTo(m memory, call ssa.CallInstruction, callback ssa.Value, in set) {
	mc, ok := unwrap(callback).(*ssa.MakeClosure)
	if !ok {
		return
	}
	fn, ok := mc.Fn.(*ssa.Function)
	if !ok || len(fn.Params) == 0 {
		return
	}
	s := f.an.summaryOf(fn)
	if s == nil {
		return
	}
	p := f.places.base(mc, 0, fn.Params[0].Type())
	m[p] = in
	actual := make([]ssa.Value, len(fn.Params), len(fn.Params)+len(mc.Bindings))
	f.applyTo(application{f: f, m: m, pos: call.Pos(), actual: append(actual, mc.Bindings...), receiver: []place{p}, callee: fn}, s)
}
