package livetest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// Postgres starts a PostgreSQL server and returns the URL of its database
// "postgres", for the superuser "postgres", and a connection to it. The server
// listens on a socket only. PostgreSQL refuses to run as root; there it runs as
// the first unprivileged account found.
func Postgres(t testing.TB) (url string, conn *pgx.Conn) {
	t.Helper()
	initdb := program(t, append([]string{"initdb"}, versions("initdb")...)...)
	server := program(t, append([]string{"postgres"}, versions("postgres")...)...)
	dir := tempDir(t)
	data := filepath.Join(dir, "data")
	account := unprivileged(t, dir)
	run := func(name string, args ...string) *exec.Cmd {
		cmd := exec.Command(name, args...)
		cmd.Dir, cmd.SysProcAttr = dir, account
		return cmd
	}
	if out, err := run(initdb, "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync").CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", initdb, err, out)
	}
	cmd := run(server, "-D", data, "-k", dir, "-c", "listen_addresses=", "-c", "fsync=off", "-c", "wal_level=logical")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGQUIT) // immediate shutdown, children included
		_ = cmd.Wait()
	})
	url = fmt.Sprintf("postgres://postgres@/postgres?host=%s", dir)
	return url, connectPostgres(t, url)
}

// connectPostgres opens a connection, once the server answers.
func connectPostgres(t testing.TB, url string) *pgx.Conn {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	for {
		conn, err := pgx.Connect(ctx, url)
		if err == nil {
			t.Cleanup(func() { _ = conn.Close(context.Background()) })
			return conn
		}
		if ctx.Err() != nil {
			t.Fatalf("the server did not answer within 30 s: %v", err)
		}
		time.Sleep(50 * time.Millisecond) // the server says by no other sign that it is ready
	}
}

// versions returns where Debian keeps a server program, newest version first.
func versions(program string) []string {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/" + program) // the pattern is well-formed
	for i, j := 0, len(found)-1; i < j; i, j = i+1, j-1 {
		found[i], found[j] = found[j], found[i]
	}
	return found
}

// unprivileged returns the attributes of a process that does not run as root,
// and gives it the directory; nil where the test itself does not.
func unprivileged(t testing.TB, dir string) *syscall.SysProcAttr {
	t.Helper()
	if os.Geteuid() != 0 {
		return nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		account, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, errUID := strconv.Atoi(account.Uid)
		gid, errGID := strconv.Atoi(account.Gid)
		if errUID != nil || errGID != nil {
			continue
		}
		if err := os.Chown(dir, uid, gid); err != nil {
			t.Fatal(err)
		}
		return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
	}
	t.Fatal("PostgreSQL cannot run as root, and there is no account postgres or nobody")
	return nil
}
