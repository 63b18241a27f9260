package source

import (
	"path"
	"slices"
	"strings"

	"github.com/privet-dev/privet/schema/lazyregexp"
)

// place is what the path of a file says about it.
type place struct {
	dir     string // the folder whose files make one database
	layout  string // the migration layout recognised by name, or ""
	down    bool   // the file undoes another
	test    bool   // the file belongs to tests
	version string // what to order by, see compareVersions
	rank    int    // order among files without a version
}

var (
	upDown      = lazyregexp.New(`(?i)^(.*?)[._-](up|down)\.(?:sql|ddl|fizz)$`)
	dropName    = lazyregexp.New(`(?i)(?:^|[._-])(?:drop|destroy|remove|delete|teardown|clean(?:up)?|truncate)(?:[._-]|$)`)
	dropCamel   = lazyregexp.New(`^(?:Drop|Destroy|Remove|Delete|TearDown|Truncate)[A-Z]`)
	undoName    = lazyregexp.New(`(?i)^(?:.*[._-])?(?:down|rollback|undo|revert|uninstall)\.(?:sql|ddl|fizz)$`)
	flyway      = lazyregexp.New(`^([VBUR])([\d._]*)__.+\.sql$`)
	numbered    = lazyregexp.New(`^[vV]?(\d+(?:[._-]\d+)*)(?:\D|$)`)
	hump        = lazyregexp.New(`([a-z])([A-Z])`)
	dashedDate  = lazyregexp.New(`^((?:19|20)\d\d)[._-](\d\d)[._-](\d\d)(?:[T._-]?(\d{6}|\d{4})(?:\D|$))?`)
	shortDate   = lazyregexp.New(`^(?:19|20)\d{6}(?:\d{4})?(?:\D|$)`)
	timestamped = lazyregexp.New(`^\d{8,17}`)
	testWord    = lazyregexp.New(`(?i)(?:^|/)t/|(?:^|[/._-])(?:tests?|testdata|testing|__tests__|specs?|e2e|fixtures?|mocks?|stubs?)(?:[/._-]|$)`)
	migration   = lazyregexp.New(`(?i)(?:^|[/._-])(?:migrations?|migrate|upgrade[rs]?|update[rs]?|changelogs?|patch(?:es)?|deltas?)(?:[/._-]|$)`)
)

// objectFolders hold one kind of object of the database of the folder above,
// in the order in which the kinds depend on each other.
var objectFolders = [][]string{
	{"roles", "users", "extensions", "collations", "schemas", "types", "enums", "domains", "sequences"},
	{"tables", "table", "structure", "schema", "ddl", "install", "create"},
	{"keys", "key", "constraints", "constraint", "indexes", "indices", "index", "foreign_keys", "fk"},
	{"views", "view", "materialized_views"},
	{"functions", "function", "procedures", "procedure", "routines", "packages"},
	{"triggers", "trigger", "policies", "policy", "rls", "grants", "grant", "privileges", "permissions", "comments"},
	{"data", "seed", "seeds", "sample", "insert", "inserts", "demo", "values"},
}

// upgradeScripts is the layout of scripts that change a schema an installer made.
const upgradeScripts = "upgrade scripts"

// tablesRank is the rank of files whose name says nothing.
const tablesRank = 1

func rankOf(word string) int {
	for rank, words := range objectFolders {
		if slices.Contains(words, word) {
			return rank
		}
	}
	return -1
}

// placeOf reads a path, from which a dialect's name has been taken out.
func placeOf(p string) place {
	pl := placeByName(p)
	pl.version = sortable(pl.version)
	return pl
}

func placeByName(p string) place {
	dir, base := path.Split(p)
	dir = path.Clean(dir)
	base = strings.TrimSuffix(strings.TrimSuffix(base, ".gz"), ".zst")
	pl := place{dir: dir, version: base, rank: tablesRank, test: testWord.MatchString(p)}
	switch low := strings.ToLower(base); low {
	case "migration.sql", "up.sql", "down.sql", "upgrade.sql", "downgrade.sql":
		if dir != "." && (numbered.MatchString(path.Base(dir)) || low == "migration.sql") {
			pl.layout = map[bool]string{true: "prisma", false: "folder of up.sql files"}[low == "migration.sql"]
			pl.down = strings.HasPrefix(low, "down")
			pl.dir, pl.version = path.Dir(dir), path.Base(dir)
			return pl
		}
	}
	if m := flyway.FindStringSubmatch(base); m != nil {
		pl.layout, pl.down = "flyway", m[1] == "U"
		if m[1] == "R" {
			pl.rank = len(objectFolders)
		}
		pl.version = strings.NewReplacer("_", ".").Replace(m[2]) + " " + base
		return pl
	}
	if m := upDown.FindStringSubmatch(base); m != nil {
		pl.layout, pl.down, pl.version = "up and down files", strings.EqualFold(m[2], "down"), m[1]
		return pl
	}
	pl.down = undoName.MatchString(base)
	switch {
	case timestamped.MatchString(base), numbered.MatchString(base) && migration.MatchString(dir):
		pl.layout = "numbered files"
	case migration.MatchString(dir), migration.MatchString(base):
		pl.layout = upgradeScripts
	}
	if r := rankOf(strings.ToLower(path.Base(dir))); r >= 0 && dir != "." && pl.layout == "" {
		pl.dir, pl.rank = path.Dir(dir), r
	}
	pl.rankByName(base)
	return pl
}

// sortable writes the dates that versions begin with in one form, so that those
// of different tools and years compare by time: 2017-08-31-230457 and 20170831
// become fourteen digits.
func sortable(version string) string {
	if m := dashedDate.FindStringSubmatchIndex(version); m != nil {
		clock, end := "", m[7]
		if m[8] >= 0 {
			clock, end = version[m[8]:m[9]], m[9]
		}
		return (version[m[2]:m[3]] + version[m[4]:m[5]] + version[m[6]:m[7]] + clock + "000000")[:14] + version[end:]
	}
	if shortDate.MatchString(version) {
		n := 8
		if len(version) >= 12 && isDigit(version[8]) {
			n = 12
		}
		return (version[:n] + "000000")[:14] + version[n:]
	}
	return version
}

// rankByName ranks a file by the words of its name: shop-data.sql comes after
// shop-schema.sql, llx_user.key.sql after llx_user.sql.
func (pl *place) rankByName(base string) {
	base = hump.ReplaceAllString(strings.TrimSuffix(base, path.Ext(base)), "${1}_$2") // CreateTables.sql
	words := strings.FieldsFunc(strings.ToLower(base), func(r rune) bool {
		return r == '.' || r == '-' || r == '_'
	})
	if len(words) == 0 {
		return
	}
	if r := rankOf(words[len(words)-1]); r >= 0 && (len(words) > 1 || pl.rank == tablesRank) {
		pl.rank = r
	}
}

// compareFiles orders the files of one database: numbers by value (10 after 9),
// the parts of a version one by one (V1.2 before V1.10), files without a number
// by what they hold, all else by name.
func compareFiles(a, b place) int {
	an, bn := numbered.MatchString(a.version), numbered.MatchString(b.version)
	switch {
	case a.layout == "" && b.layout == "" && !(an && bn) && a.rank != b.rank:
		return a.rank - b.rank
	case a.rank != b.rank && (a.rank == len(objectFolders) || b.rank == len(objectFolders)):
		return a.rank - b.rank
	case an != bn:
		if an {
			return 1 // base.sql before 001_change.sql
		}
		return -1
	}
	return compareVersions(a.version, b.version)
}

// compareVersions compares texts in which runs of digits count by value, and in
// which a version that ends comes before one that goes on (1 before 1.1).
func compareVersions(a, b string) int {
	for a != "" && b != "" {
		if isDigit(a[0]) && isDigit(b[0]) {
			var x, y string
			x, a = digits(a)
			y, b = digits(b)
			if len(x) != len(y) {
				return len(x) - len(y)
			}
			if c := strings.Compare(x, y); c != 0 {
				return c
			}
			continue
		}
		if a[0] != b[0] {
			// A blank ends a version, an underscore its number.
			return int(a[0]) - int(b[0])
		}
		a, b = a[1:], b[1:]
	}
	return len(a) - len(b)
}

// digits cuts the leading run of digits off s and strips its zeros.
func digits(s string) (number, rest string) {
	n := 0
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	return strings.TrimLeft(s[:n], "0"), s[n:]
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
