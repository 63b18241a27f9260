package rows

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/privet-dev/privet/schema/lazyregexp"
)

// maxKeys bounds how many keys one column may have: more are data, not names of
// fields.
const maxKeys = 300

// keyName is what the name of a field looks like. Names with blanks, signs or
// only digits are data that happens to stand where a key could.
var keyName = lazyregexp.New(`^[A-Za-z_][A-Za-z0-9_.:-]{1,63}$`)

// dataInKey is a number or a digest inside a name: it counts or tells rows apart
// (_transient_1f0e3dad99908345f7439f8ffabdffc4), and so is data.
var dataInKey = lazyregexp.New(`\d{5}|(?i:[0-9a-f]{16})`)

func isKey(s string) bool { return keyName.MatchString(s) && !dataInKey.MatchString(s) }

// keyColumns are the columns in which entity-attribute-value tables name the
// attribute, the value's column with them. The certain ones hold nothing else:
// WordPress and WooCommerce (meta_key), Magento (attribute_id), Joomla, Drupal.
var keyColumns = []struct {
	key     *lazyregexp.Regexp
	certain bool
}{
	{lazyregexp.New(`(?i)^(?:meta_key|attribute_id|attribute_code|option_name|field_name|property_name|profile_key|setting_key|conf(?:ig)?_key|attr(?:ibute)?_name)$`), true},
	{lazyregexp.New(`(?i)^(?:key|name|code|field|property|attribute|attr|k)$`), false},
}

var valueColumn = lazyregexp.New(`(?i)^(?:(?:meta|attribute|option|field|property|profile|setting|conf(?:ig)?|attr)_?)?(?:value|val)$`)

// attributeColumns returns the index of the key's and the value's column of an
// entity-attribute-value table, or -1, -1.
func attributeColumns(columns []string) (key, value int, certain bool) {
	key, value = -1, -1
	for i, c := range columns {
		if valueColumn.MatchString(c) {
			value = i
		}
	}
	if value < 0 {
		return -1, -1, false
	}
	for _, k := range keyColumns {
		for i, c := range columns {
			if k.key.MatchString(c) && i != value {
				return i, value, k.certain
			}
		}
	}
	return -1, -1, false
}

// documentFields calls field for the constants of a JSON object, two levels
// deep: "phone", "address.street". Arrays count as their elements.
func documentFields(text string, field func(key, value string)) {
	if len(text) > 64<<10 || text == "" || text[0] != '{' {
		return
	}
	var doc map[string]any
	if json.Unmarshal([]byte(text), &doc) != nil {
		return
	}
	walk("", doc, 2, field)
}

func walk(prefix string, doc map[string]any, depth int, field func(key, value string)) {
	for k, v := range doc {
		if !isKey(k) {
			continue
		}
		name := k
		if prefix != "" {
			name = prefix + "." + k
		}
		if inner, ok := v.(map[string]any); ok {
			if depth > 1 {
				walk(name, inner, depth-1, field)
			}
			continue
		}
		if list, ok := v.([]any); ok && len(list) > 0 {
			v = list[0]
		}
		switch v := v.(type) {
		case string:
			field(name, strings.TrimSpace(v))
		case float64:
			field(name, fmt.Sprintf("%.0f", v))
		case bool, nil:
			field(name, "")
		}
	}
}
