// Command pulumi-resource-aws stands in for Pulumi's AWS provider: it answers the engine without an AWS account.
package main

import (
	"encoding/json"
	"fmt"
	"net"
	"os"

	rpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
)

func main() {
	if err := serve(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// serve listens on a free port, which the engine reads from standard output.
func serve() error {
	tables, err := readTables()
	if err != nil {
		return err
	}
	declared, err := readDeclarations()
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	server := grpc.NewServer(grpc.MaxRecvMsgSize(400 << 20))
	rpc.RegisterResourceProviderServer(server, &provider{
		tables:   tables,
		declared: declared,
		cloud:    newCloud(os.Getenv("STANDIN_ENDPOINT")),
	})
	fmt.Println(listener.Addr().(*net.TCPAddr).Port)
	return server.Serve(listener)
}

// logCall appends a JSON line to the file in STANDIN_LOG. For a call of a data source, its token is in the place of the URN.
func logCall(call string, urn string, preview bool) error {
	path := os.Getenv("STANDIN_LOG")
	if path == "" {
		return nil
	}
	line, err := json.Marshal(map[string]any{"call": call, "urn": urn, "preview": preview})
	if err != nil {
		return err
	}
	file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer file.Close()
	_, err = file.Write(append(line, '\n'))
	return err
}
