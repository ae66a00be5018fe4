"""The actions of the railway."""
